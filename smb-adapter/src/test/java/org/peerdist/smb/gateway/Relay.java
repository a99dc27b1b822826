package org.peerdist.smb.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way to a server, which can be cut: then connections end, and new ones are ended at once; or
 * frozen: then connections are taken, and nothing ever comes of what is sent.
 */
final class Relay implements AutoCloseable {
  private final int target;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger taken = new AtomicInteger();
  private volatile boolean cut;
  private volatile CountDownLatch frozen = new CountDownLatch(0);

  Relay(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many connections there were so far. */
  int taken() {
    return taken.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = server.accept();
        taken.incrementAndGet();
        if (cut) {
          near.close();
        } else {
          Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
          sockets.add(near);
          sockets.add(far);
          start(() -> pump(near, far));
          start(() -> pump(far, near));
          if (cut) {
            end();
          }
        }
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void pump(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] bytes = new byte[1 << 16];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        frozen.await();
        out.write(bytes, 0, count);
      }
    } catch (IOException e) {
      // The connection ends.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void freeze() {
    frozen = new CountDownLatch(1);
  }

  void thaw() {
    frozen.countDown();
  }

  private void end() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  void cut() throws IOException {
    cut = true;
    end();
  }

  void mend() {
    cut = false;
  }

  @Override
  public void close() throws IOException {
    thaw();
    server.close();
    end();
  }
}
