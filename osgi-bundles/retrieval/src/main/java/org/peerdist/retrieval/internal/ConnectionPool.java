package org.peerdist.retrieval.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.peerdist.retrieval.HttpTransportSettings;

/** Connections to peers, in use and at rest. Safe for use by many threads. */
final class ConnectionPool {
  private final HttpTransportSettings settings;
  private final long idleNanos;
  private final Map<InetSocketAddress, Deque<PeerConnection>> idle = new ConcurrentHashMap<>();
  private final Set<PeerConnection> busy = ConcurrentHashMap.newKeySet();
  private final AtomicLong lastSweep = new AtomicLong(System.nanoTime());
  private volatile boolean closed;

  ConnectionPool(HttpTransportSettings settings) {
    this.settings = settings;
    this.idleNanos = settings.idleTimeout().toNanos();
  }

  /** Takes the connection that was used last, if one is at rest. */
  Optional<PeerConnection> take(InetSocketAddress peer) {
    sweep();
    Deque<PeerConnection> connections = idle.get(peer);
    PeerConnection connection = connections == null ? null : connections.pollFirst();
    if (connection == null) {
      return Optional.empty();
    }
    if (closeIfOld(connection)) {
      return Optional.empty();
    }
    busy.add(connection);
    return Optional.of(connection);
  }

  /** Opens a connection. */
  PeerConnection open(InetSocketAddress peer, Deadline deadline) throws IOException {
    if (closed) {
      throw new IOException("the transport is closed");
    }
    int connectMillis = (int) settings.connectTimeout().toMillis();
    PeerConnection connection = PeerConnection.open(peer, connectMillis, deadline);
    busy.add(connection);
    if (closed) {
      connection.close();
    }
    return connection;
  }

  /** Gives a connection back after a good exchange. */
  void giveBack(InetSocketAddress peer, PeerConnection connection) {
    busy.remove(connection);
    if (!connection.isOpen()) {
      return;
    }
    connection.rest();
    // Within the map's lock, so that a queue that a sweep removes is not added to.
    idle.compute(
        peer,
        (key, known) -> {
          Deque<PeerConnection> connections = known == null ? new ConcurrentLinkedDeque<>() : known;
          if (closed || connections.size() >= settings.maxIdlePerPeer()) {
            connection.close();
          } else {
            connections.addFirst(connection);
          }
          return connections;
        });
  }

  /** Closes a connection after a bad exchange. */
  void discard(PeerConnection connection) {
    busy.remove(connection);
    connection.close();
  }

  /** Closes what has been at rest for too long; looks no more often than that time. */
  private void sweep() {
    long now = System.nanoTime();
    long before = lastSweep.get();
    if (now - before > idleNanos && lastSweep.compareAndSet(before, now)) {
      idle.keySet().forEach(peer -> idle.computeIfPresent(peer, (key, known) -> swept(known)));
    }
  }

  private Deque<PeerConnection> swept(Deque<PeerConnection> connections) {
    connections.removeIf(this::closeIfOld);
    return connections.isEmpty() ? null : connections;
  }

  private boolean closeIfOld(PeerConnection connection) {
    boolean old = connection.idleNanos() > idleNanos;
    if (old) {
      connection.close();
    }
    return old;
  }

  void close() {
    closed = true;
    busy.forEach(PeerConnection::close);
    idle.keySet()
        .forEach(
            peer ->
                idle.computeIfPresent(
                    peer,
                    (key, connections) -> {
                      connections.forEach(PeerConnection::close);
                      return null;
                    }));
  }
}
