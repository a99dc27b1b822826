package org.peerdist.hostedcache.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.minidns.dnsmessage.DnsMessage;

/** A server on loopback that answers each datagram with what a script says, or not at all. */
final class DnsServer implements AutoCloseable {
  private final DatagramSocket socket;
  private final AtomicInteger questions = new AtomicInteger();

  /** Somebody who answers to a question. */
  private record Answerer(DatagramSocket from, Function<DnsMessage, byte[]> script) {
    void answer(DnsMessage question, SocketAddress to) throws IOException {
      byte[] answer = script.apply(question);
      if (answer != null) {
        from.send(new DatagramPacket(answer, answer.length, to));
      }
    }
  }

  private DnsServer(DatagramSocket socket, List<Answerer> answerers) {
    this.socket = socket;
    Thread thread = new Thread(() -> serve(answerers), "dns-server");
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
    return new DnsServer(socket, List.of(new Answerer(socket, script)));
  }

  /** The same, but before each of its answers another socket sends one. */
  static DnsServer startAfter(
      DatagramSocket other,
      Function<DnsMessage, byte[]> otherScript,
      Function<DnsMessage, byte[]> script)
      throws IOException {
    DatagramSocket socket = socket();
    return new DnsServer(
        socket, List.of(new Answerer(other, otherScript), new Answerer(socket, script)));
  }

  private static DatagramSocket socket() throws IOException {
    return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private void serve(List<Answerer> answerers) {
    DatagramPacket packet = new DatagramPacket(new byte[1024], 1024);
    try {
      while (true) {
        socket.receive(packet);
        questions.incrementAndGet();
        byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        DnsMessage question = new DnsMessage(bytes);
        for (Answerer each : answerers) {
          each.answer(question, packet.getSocketAddress());
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
