package org.peerdist.client.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.discovery.DiscoveryOptions;
import org.peerdist.discovery.FoundPeer;
import org.peerdist.discovery.PeerEndpoint;
import org.peerdist.discovery.Prober;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the network who has segments. The sockets are opened for the first question. Safe for use by
 * many threads.
 */
final class NetworkProbe implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkProbe.class);

  /** POLICY: once somebody said to have all that was asked for, others have so long to say so. */
  private static final long GRACE_MILLIS = 30;

  private final DiscoveryOptions options;
  private volatile Prober prober;
  private boolean closed;

  NetworkProbe(DiscoveryOptions options) {
    this.options = options;
  }

  /**
   * Opens the sockets now, to find out whether that can be done.
   *
   * @throws IOException in one sentence, if a named interface does not exist
   */
  private synchronized Prober open() throws IOException {
    if (closed) {
      throw new IOException("the client is closed");
    }
    if (prober == null) {
      prober = Prober.open(options);
    }
    return prober;
  }

  /**
   * Asks for some segments of one content.
   *
   * @return who answered, those first who have all that was asked for
   */
  List<FoundPeer> ask(List<Segment> segments) throws IOException, InterruptedException {
    Map<PeerEndpoint, FoundPeer> answers = Collections.synchronizedMap(new LinkedHashMap<>());
    CompletableFuture<Object> complete = new CompletableFuture<>();
    List<SegmentId> ids = segments.stream().map(Segment::id).toList();
    CompletableFuture<List<FoundPeer>> round =
        open()
            .probe(
                ids,
                segments.get(0).version(),
                found -> {
                  answers.put(found.endpoint(), found);
                  if (hasAll(found, segments)) {
                    complete.complete(found);
                  }
                });
    await(round, complete);
    synchronized (answers) {
      return bestFirst(answers.values(), segments);
    }
  }

  /**
   * Asks for some segments of one content, and waits for all answers.
   *
   * @param version of the content
   * @param patience how long answers may take at most, if that is longer than usual
   * @param listener gets all that a peer has said so far, whenever it says more; on any thread
   */
  void listen(
      List<SegmentId> ids, ContentVersion version, Duration patience, Consumer<FoundPeer> listener)
      throws IOException, InterruptedException {
    Duration usual = options.requestTimer();
    Duration most = patience.compareTo(usual) > 0 ? patience : usual;
    CompletableFuture<List<FoundPeer>> round = open().probe(ids, version, most, listener);
    await(round, new CompletableFuture<>());
  }

  /** Those who have all segments, then those who have some. */
  static List<FoundPeer> bestFirst(Iterable<FoundPeer> peers, List<Segment> segments) {
    List<FoundPeer> sorted = new ArrayList<>();
    peers.forEach(sorted::add);
    sorted.sort(Comparator.comparing(peer -> !hasAll(peer, segments)));
    return sorted;
  }

  private static boolean hasAll(FoundPeer found, List<Segment> segments) {
    return segments.stream().allMatch(segment -> hasAllOf(found, segment));
  }

  /** Whether a peer said that it has all blocks of a segment. */
  static boolean hasAllOf(FoundPeer found, Segment segment) {
    return found.segments().stream()
        .anyMatch(has -> has.id().equals(segment.id()) && has.isComplete(segment.blockCount()));
  }

  /**
   * Waits for the end of a round, or for less once somebody has all. The prober ends the round when
   * its time is over, which begins when it has asked: on a busy machine, that takes a while.
   */
  static void await(CompletableFuture<List<FoundPeer>> round, CompletableFuture<Object> complete)
      throws InterruptedException {
    try {
      CompletableFuture.anyOf(round, complete).get();
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

  /** Whether a probe is one of these, and waits for answers. */
  boolean hasSent(String messageId) {
    Prober open = prober;
    return open != null && open.hasSent(messageId);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (prober != null) {
      prober.close();
    }
  }
}
