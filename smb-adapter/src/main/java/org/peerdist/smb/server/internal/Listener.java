package org.peerdist.smb.server.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.peerdist.smb.server.ShareServerOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes connections, and wakes a worker when there is something to do for one. */
public final class Listener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final long TICK_MILLIS = 1_000;
  private static final int BACKLOG = 256;

  private final ShareServerOptions options;
  private final Service service;
  private final ServerSocketChannel server;
  private final Selector selector;
  private final SelectionKey acceptance;
  private final ExecutorService workers;
  private final ScheduledExecutorService timer;
  private final Thread thread;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  private Listener(ShareServerOptions options, Service service) throws IOException {
    this.options = options;
    this.service = service;
    server = ServerSocketChannel.open();
    selector = Selector.open();
    try {
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(options.address(), BACKLOG);
      server.configureBlocking(false);
      acceptance = server.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException | RuntimeException e) {
      selector.close();
      server.close();
      throw e;
    }
    AtomicInteger number = new AtomicInteger();
    workers =
        Executors.newFixedThreadPool(
            service.workers(), task -> daemon(task, "smb-worker-" + number.incrementAndGet()));
    timer = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "smb-timer"));
    thread = daemon(this::run, "smb-listener");
  }

  /** Starts to listen. */
  public static Listener start(ShareServerOptions options, Service service) throws IOException {
    Listener listener = new Listener(options, service);
    listener.thread.start();
    return listener;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    try {
      return (InetSocketAddress) server.getLocalAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many connections there are. */
  public int connections() {
    return connections.size();
  }

  /** How many logins have failed since the start. */
  public long failedLogins() {
    return service.delays().total();
  }

  long nanoTime() {
    return System.nanoTime();
  }

  void execute(Connection connection) {
    try {
      workers.execute(connection);
    } catch (RejectedExecutionException e) {
      // The server closes: a connection that was busy until now has yet to be told of its end.
      connection.run();
    }
  }

  void later(Runnable task, long millis) {
    try {
      Future<?> unused = timer.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("the server is closed");
    }
  }

  void arm(SelectionKey key, int interest) {
    try {
      if (key.interestOps() != interest) {
        key.interestOps(interest);
        selector.wakeup();
      }
    } catch (CancelledKeyException e) {
      LOG.debug("the server is closed");
    }
  }

  void closed(Connection connection) {
    connections.remove(connection);
    // Without this, the file descriptor would stay until something else happens.
    selector.wakeup();
  }

  private void run() {
    long next = nanoTime();
    try {
      while (!closing) {
        selector.select(this::ready, TICK_MILLIS);
        long now = nanoTime();
        if (now - next >= 0) {
          next = now + TICK_MILLIS * 1_000_000;
          connections.forEach(connection -> connection.check(now));
          acceptance.interestOps(SelectionKey.OP_ACCEPT);
        }
      }
    } catch (ClosedSelectorException | CancelledKeyException e) {
      LOG.debug("whoever closes the server did not wait for this thread");
    } catch (IOException e) {
      LOG.error("the server of shares at {} ended", options.address(), e);
    }
  }

  private void ready(SelectionKey key) {
    try {
      lookAfter(key);
    } catch (RuntimeException | Error e) {
      // A bug, or no memory: the others go on, and those who wait to come in wait a little.
      acceptance.interestOps(0);
      LOG.error("cannot look after a connection", e);
    }
  }

  private void lookAfter(SelectionKey key) {
    if (key.attachment() instanceof Connection connection) {
      try {
        key.interestOps(0);
      } catch (CancelledKeyException e) {
        // A worker has closed it at this moment.
        return;
      }
      connection.schedule();
    } else {
      accept();
    }
  }

  private void accept() {
    try {
      for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
        welcome(channel);
      }
    } catch (IOException e) {
      // Too many files are open, or a client went away: the next may have more luck, but not at
      // once, as there would be no end of trying.
      LOG.warn("cannot take a connection: {}", e.getMessage());
      acceptance.interestOps(0);
    }
  }

  private void welcome(SocketChannel channel) throws IOException {
    try {
      InetAddress address = ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
      if (!hasRoomFor(address)) {
        LOG.debug("no room for a connection of {}", address);
        channel.close();
        return;
      }
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      Connection connection = new Connection(this, channel, service);
      connection.registered(channel.register(selector, 0, connection));
      connections.add(connection);
      connection.schedule();
    } catch (IOException e) {
      LOG.debug("a client went away: {}", e.getMessage());
      channel.close();
    } catch (RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private boolean hasRoomFor(InetAddress address) {
    if (connections.size() >= options.connections()) {
      return false;
    }
    int strangers = 0;
    int ofOne = 0;
    for (Connection connection : connections) {
      if (!connection.isKnown()) {
        strangers++;
        ofOne += connection.address().equals(address) ? 1 : 0;
      }
    }
    return strangers < Limits.STRANGERS && ofOne < Limits.STRANGERS_OF_ONE;
  }

  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    join();
    timer.shutdownNow();
    connections.forEach(Connection::end);
    workers.shutdown();
    awaitWorkers();
    // Whatever happened to whoever waits: the address is free for others, and no thread is left.
    try {
      selector.close();
      server.close();
    } catch (IOException e) {
      LOG.debug("cannot close {}", options.address(), e);
    }
    service.close();
  }

  private void awaitWorkers() {
    try {
      if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("some requests are still being carried out");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void join() {
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
