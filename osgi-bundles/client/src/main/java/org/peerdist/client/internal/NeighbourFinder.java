package org.peerdist.client.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.PeerFinder;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.discovery.DiscoveryOptions;
import org.peerdist.discovery.FoundPeer;
import org.peerdist.discovery.Prober;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds peers by probes. The sockets are opened for the first one. Safe for use by many threads.
 */
final class NeighbourFinder implements PeerFinder, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NeighbourFinder.class);

  /** POLICY: once somebody said to have all that was asked for, others have so long to say so. */
  private static final long GRACE_MILLIS = 30;

  private final DiscoveryOptions options;
  private final Function<InetSocketAddress, BlockPeer> peers;
  private final long mostMillis;
  private volatile Prober prober;
  private boolean closed;

  /**
   * Creates it without sockets.
   *
   * @param peers makes a peer of an address
   */
  NeighbourFinder(DiscoveryOptions options, Function<InetSocketAddress, BlockPeer> peers) {
    this.options = options;
    this.peers = peers;
    this.mostMillis = options.requestTimer().toMillis() + 100;
  }

  /**
   * Opens the sockets now, to find out whether that can be done.
   *
   * @throws IOException in one sentence, if a named interface does not exist
   */
  synchronized Prober open() throws IOException {
    if (closed) {
      throw new IOException("the client is closed");
    }
    if (prober == null) {
      prober = Prober.open(options);
    }
    return prober;
  }

  @Override
  public List<BlockPeer> find(List<Segment> segments) throws InterruptedException {
    List<SegmentId> ids = segments.stream().map(Segment::id).toList();
    Queue<FoundPeer> all = new ConcurrentLinkedQueue<>();
    Queue<FoundPeer> some = new ConcurrentLinkedQueue<>();
    CompletableFuture<Object> complete = new CompletableFuture<>();
    try {
      CompletableFuture<List<FoundPeer>> round =
          open()
              .probe(
                  ids,
                  segments.get(0).version(),
                  found -> {
                    boolean hasAll = hasAll(found, segments);
                    (hasAll ? all : some).add(found);
                    if (hasAll) {
                      complete.complete(found);
                    }
                  });
      await(round, complete);
    } catch (IOException e) {
      LOG.warn("no discovery: {}", e.getMessage());
    }
    return peers(Stream.concat(all.stream(), some.stream()).toList());
  }

  /** Makes peers of answers: whoever answered at several addresses is one. */
  List<BlockPeer> peers(List<FoundPeer> found) {
    Map<Object, Set<InetSocketAddress>> addresses = new LinkedHashMap<>();
    for (FoundPeer peer : found) {
      Object key = peer.service().isEmpty() ? peer.endpoint() : peer.service();
      addresses
          .computeIfAbsent(key, anew -> new LinkedHashSet<>())
          .add(peer.endpoint().toSocketAddress());
    }
    return addresses.values().stream()
        .map(same -> MultihomedPeer.of(same.stream().map(peers).toList()))
        .toList();
  }

  /** Whether a probe is one of this finder, and waits for answers. */
  boolean hasSent(String messageId) {
    Prober open = prober;
    return open != null && open.hasSent(messageId);
  }

  private static boolean hasAll(FoundPeer found, List<Segment> segments) {
    return found.segments().size() == segments.size()
        && segments.stream()
            .allMatch(
                segment ->
                    found.segments().stream()
                        .anyMatch(
                            has ->
                                has.id().equals(segment.id())
                                    && has.isComplete(segment.blockCount())));
  }

  private void await(CompletableFuture<List<FoundPeer>> round, CompletableFuture<Object> complete)
      throws InterruptedException {
    try {
      CompletableFuture.anyOf(round, complete).get(mostMillis, TimeUnit.MILLISECONDS);
      if (!round.isDone()) {
        round.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (TimeoutException e) {
      LOG.debug("discovery: round ended early");
    } catch (ExecutionException e) {
      LOG.debug("discovery: {}", e.getMessage());
    } finally {
      round.cancel(false);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (prober != null) {
      prober.close();
    }
  }
}
