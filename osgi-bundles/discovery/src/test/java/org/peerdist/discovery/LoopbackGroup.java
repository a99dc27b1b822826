package org.peerdist.discovery;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Multicast on the loopback interface. */
final class LoopbackGroup {
  private LoopbackGroup() {}

  static String interfaceName() throws IOException {
    return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
  }

  /** A channel that is in the group of WS-Discovery. */
  static DatagramChannel join(int port) throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    channel.bind(new InetSocketAddress(port));
    channel.join(address(), NetworkInterface.getByName(interfaceName()));
    return channel;
  }

  private static InetAddress address() throws IOException {
    return InetAddress.getByAddress(new byte[] {(byte) 239, -1, -1, (byte) 250});
  }

  /** Whether this system can do it. */
  static boolean works() throws IOException {
    try (DatagramChannel receiver = join(0);
        DatagramChannel sender = DatagramChannel.open(StandardProtocolFamily.INET)) {
      NetworkInterface device = NetworkInterface.getByName(interfaceName());
      sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, device);
      int port = ((InetSocketAddress) receiver.getLocalAddress()).getPort();
      sender.send(ByteBuffer.wrap(new byte[1]), new InetSocketAddress(address(), port));
      receiver.socket().setSoTimeout(10_000);
      receiver.socket().receive(new DatagramPacket(new byte[1], 1));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static int freePort() {
    try (DatagramSocket socket = new DatagramSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
