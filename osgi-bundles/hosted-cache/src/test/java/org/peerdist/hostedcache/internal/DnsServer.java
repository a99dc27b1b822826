package org.peerdist.hostedcache.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.minidns.dnsmessage.DnsMessage;

/** A server on loopback that answers each datagram with what a script says, or not at all. */
final class DnsServer implements AutoCloseable {
  private final DatagramSocket socket;
  private final AtomicInteger questions = new AtomicInteger();

  private DnsServer(
      DatagramSocket socket, DatagramSocket answers, Function<DnsMessage, byte[]> script) {
    this.socket = socket;
    Thread thread = new Thread(() -> serve(answers, script), "dns-server");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Starts it.
   *
   * @param script the answer to a question, or null for none
   */
  static DnsServer start(Function<DnsMessage, byte[]> script) throws IOException {
    DatagramSocket socket = socket();
    return new DnsServer(socket, socket, script);
  }

  /** The same, but answers have another source. */
  static DnsServer startAnsweringFrom(DatagramSocket answers, Function<DnsMessage, byte[]> script)
      throws IOException {
    return new DnsServer(socket(), answers, script);
  }

  private static DatagramSocket socket() throws IOException {
    return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private void serve(DatagramSocket answers, Function<DnsMessage, byte[]> script) {
    DatagramPacket packet = new DatagramPacket(new byte[1024], 1024);
    try {
      while (true) {
        socket.receive(packet);
        questions.incrementAndGet();
        byte[] answer =
            script.apply(new DnsMessage(Arrays.copyOf(packet.getData(), packet.getLength())));
        if (answer != null) {
          answers.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** How many questions came. */
  int questions() {
    return questions.get();
  }

  @Override
  public void close() {
    socket.close();
  }
}
