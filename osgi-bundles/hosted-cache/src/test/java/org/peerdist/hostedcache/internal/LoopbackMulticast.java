package org.peerdist.hostedcache.internal;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;

/** Whether what is sent to a group on the loopback interface comes back there. */
final class LoopbackMulticast {
  private LoopbackMulticast() {}

  static boolean works() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    NetworkInterface link = NetworkInterface.getByInetAddress(loopback);
    try (MulticastSocket socket = new MulticastSocket(0)) {
      InetSocketAddress group = new InetSocketAddress("224.0.0.251", socket.getLocalPort());
      socket.setNetworkInterface(link);
      socket.joinGroup(group, link);
      socket.setSoTimeout(2_000);
      socket.send(new DatagramPacket(new byte[1], 1, group));
      socket.receive(new DatagramPacket(new byte[1], 1));
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }
}
