package org.peerdist.retrieval;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A peer on a real socket that answers requests, one connection at a time, as a script says. */
final class ScriptedPeer implements AutoCloseable {
  /** What happens on a connection. */
  interface Script {
    void run(ScriptedPeer peer, InputStream in, OutputStream out) throws IOException;
  }

  private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: *([0-9]+)");

  final List<String> heads = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile int connections;

  ScriptedPeer(Script script) {
    try {
      server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = new Thread(() -> serve(script), "scripted peer");
    thread.start();
  }

  private void serve(Script script) {
    int accepted = 0;
    while (closing.getCount() > 0) {
      try (Socket socket = server.accept()) {
        connections = ++accepted;
        script.run(this, socket.getInputStream(), socket.getOutputStream());
      } catch (IOException e) {
        // The client went away, or this peer is closed.
      }
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  int connections() {
    return connections;
  }

  /** Reads a request and returns its body; fails at the end of the connection. */
  ByteBuffer request(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("end of connection");
      }
      head.write(next);
    }
    String text = head.toString(StandardCharsets.US_ASCII);
    heads.add(text);
    Matcher length = CONTENT_LENGTH.matcher(text);
    if (!length.find()) {
      throw new IOException("no length");
    }
    return ByteBuffer.wrap(in.readNBytes(Integer.parseInt(length.group(1))));
  }

  static void send(OutputStream out, String head, ByteBuffer body) throws IOException {
    out.write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    byte[] bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    out.write(bytes);
    out.flush();
  }

  /** Waits until this peer is closed. */
  void stall() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a few milliseconds, or until this peer is closed. */
  void pause() throws IOException {
    try {
      if (closing.await(5, TimeUnit.MILLISECONDS)) {
        throw new IOException("closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      server.close();
      thread.join(10_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
