package org.peerdist.discovery;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.SegmentId;
import org.peerdist.discovery.internal.LocalLink;
import org.peerdist.discovery.internal.ProbeSockets;
import org.peerdist.discovery.internal.Receiver;
import org.peerdist.discovery.internal.Timers;
import org.peerdist.wire.WireFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the network who has segments (the client's role of [MS-PCCRD] 3.1). Safe for use by many
 * threads. It has two threads and, for each network interface, up to two sockets, until it is
 * closed.
 */
public final class Prober implements AutoCloseable {
  /** POLICY: the most segments of one call; a sample of a larger content tells as much. */
  public static final int MAX_SEGMENTS = 4096;

  private static final Logger LOG = LoggerFactory.getLogger(Prober.class);

  /** POLICY: not so many datagrams at once that the buffers of networks and peers overflow. */
  private static final int BURST = 8;

  private static final Duration BURST_INTERVAL = Duration.ofMillis(2);

  private final DiscoveryOptions options;
  private final Timers timers = new Timers("peerdist-prober-timers");
  private final Receiver receiver;
  private final ProbeSockets sockets;
  private final Map<String, Outstanding> outstanding = new ConcurrentHashMap<>();
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** For the thread of the timers. */
  private boolean rehearsed;

  /** SPEC [MS-PCCRD] 3.1.2: what is in the "Outstanding Probe List" until the timer expires. */
  private record Outstanding(Probe probe, Call call) {}

  /** A call of {@link #probe}. */
  private record Call(
      ProbeRound round,
      Duration patience,
      Consumer<FoundPeer> listener,
      CompletableFuture<List<FoundPeer>> future) {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  private Prober(DiscoveryOptions options) throws IOException {
    this.options = options;
    this.receiver =
        Receiver.start(
            "peerdist-prober", (datagram, source, link, reply) -> received(datagram, source, link));
    this.sockets = new ProbeSockets(options.interfaces(), options.port(), receiver);
  }

  /**
   * Opens sockets on the network interfaces. Before each question it looks which there are now.
   *
   * @param options how to discover
   * @return a prober, to be closed
   * @throws IOException in one sentence, if a named interface does not exist
   */
  public static Prober open(DiscoveryOptions options) throws IOException {
    Prober prober = new Prober(options);
    try {
      prober.sockets.open();
    } catch (IOException e) {
      prober.close();
      throw e;
    }
    return prober;
  }

  /**
   * Asks for segments, and waits for answers for as long as the {@linkplain
   * DiscoveryOptions#requestTimer request timer} says.
   *
   * @param segments the public names of the segments, at most {@link #MAX_SEGMENTS}
   * @param version the version of their content information
   * @param listener gets what each peer has said so far, whenever it says more
   * @return all answers
   * @throws IllegalArgumentException if there are too many segments
   * @see #probe(Collection, ContentVersion, Duration, Consumer)
   */
  public CompletableFuture<List<FoundPeer>> probe(
      Collection<SegmentId> segments, ContentVersion version, Consumer<FoundPeer> listener) {
    return probe(segments, version, options.requestTimer(), listener);
  }

  /**
   * Asks for segments, all at once: in a few datagrams, each sent to the group through every
   * interface, and sent a second time after a third of the patience if nobody has answered it.
   * Nothing is waited for.
   *
   * <p>SPEC [MS-PCCRD] 3.1.4.1: an answer counts if it relates to one of these datagrams, says
   * something about its segments, and both its sender and the address in it are of the subnet.
   *
   * @param segments the public names of the segments, at most {@link #MAX_SEGMENTS}
   * @param version the version of their content information
   * @param patience how long answers may take, 1 ms or more; usually {@link
   *     DiscoveryOptions#requestTimer}, and longer where so many answer that some are late
   * @param listener gets, whenever an answer brings something new, all that its sender has said so
   *     far. It is called on a thread of the prober and must return quickly; if it fails, the
   *     result fails with its exception
   * @return all answers, by peer, in the order of arrival: complete after the patience, counted
   *     from the last datagram, or the first time from when answers can be read. It may be
   *     cancelled before. Dependent actions run on a thread of the prober and must not block
   * @throws IllegalArgumentException if there are too many segments
   */
  public CompletableFuture<List<FoundPeer>> probe(
      Collection<SegmentId> segments,
      ContentVersion version,
      Duration patience,
      Consumer<FoundPeer> listener) {
    Set<SegmentId> ids = new LinkedHashSet<>(segments);
    if (ids.size() > MAX_SEGMENTS) {
      throw new IllegalArgumentException(
          "a probe is for at most " + MAX_SEGMENTS + " segments, not for " + ids.size());
    }
    CompletableFuture<List<FoundPeer>> future = new CompletableFuture<>();
    Call call = new Call(new ProbeRound(probes(ids, version)), patience, listener, future);
    if (call.round.probes().isEmpty()) {
      future.complete(List.of());
      return future;
    }
    remember(call);
    schedule(call, Duration.ZERO, () -> start(call));
    if (closed) {
      future.complete(List.of());
    }
    return future;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Forgetting does not fail.
  private void remember(Call call) {
    calls.add(call);
    call.round.probes().forEach(p -> outstanding.put(p.messageId(), new Outstanding(p, call)));
    call.future.whenComplete((peers, failure) -> forget(call));
  }

  /** SPEC [MS-PCCRD] 2.2.2: the form of the probe is that of the content information. */
  private List<Probe> probes(Set<SegmentId> ids, ContentVersion version) {
    List<Probe> probes = new ArrayList<>(ProbeBatches.split(ids, version, Prober::newMessageId));
    if (version == ContentVersion.V2 && options.alsoVersion1()) {
      probes.addAll(ProbeBatches.split(ids, ContentVersion.V1, Prober::newMessageId));
    }
    return probes;
  }

  static String newMessageId() {
    return "urn:uuid:" + UUID.randomUUID();
  }

  /** Does a step of a call later. One that fails ends the call: somebody waits for it. */
  private void schedule(Call call, Duration delay, Runnable step) {
    timers.schedule(
        delay,
        () -> {
          boolean done = false;
          try {
            step.run();
            done = true;
          } finally {
            if (!done) {
              call.future.complete(call.round.result());
            }
          }
        });
  }

  private void start(Call call) {
    sockets.follow();
    send(call, call.round.probes(), true);
  }

  /**
   * Before the first question, this would keep it waiting: answers are on their way meanwhile.
   * Their time begins when they can be read.
   */
  private void rehearse() {
    if (!rehearsed) {
      rehearsed = true;
      Rehearsal.run();
    }
  }

  private void send(Call call, List<Probe> probes, boolean first) {
    if (call.future.isDone()) {
      return;
    }
    int now = Math.min(BURST, probes.size());
    for (Probe probe : probes.subList(0, now)) {
      int ways = sockets.send(probe.write());
      LOG.debug(
          "discovery: asked for {} segments through {} sockets", probe.segments().size(), ways);
    }
    if (now < probes.size()) {
      List<Probe> rest = probes.subList(now, probes.size());
      schedule(call, BURST_INTERVAL, () -> send(call, rest, first));
    } else if (first) {
      rehearse();
      // SPEC [WS-Discovery] 2.4: probes are repeated, as UDP loses some.
      Duration third = call.patience.dividedBy(3);
      schedule(call, third, () -> send(call, call.round.unanswered(), false));
      timers.schedule(call.patience, () -> call.future.complete(call.round.result()));
    }
  }

  private void received(ByteBuffer datagram, InetSocketAddress source, LocalLink link) {
    if (outstanding.isEmpty()) {
      return;
    }
    try {
      ProbeMatch match = ProbeMatch.read(datagram);
      Outstanding asked = outstanding.get(match.relatesTo());
      Optional<PeerEndpoint> endpoint = neighbour(match, source, link);
      if (asked == null || endpoint.isEmpty()) {
        LOG.debug("discovery: answer of {} to nothing, or not of the subnet", source);
        return;
      }
      asked
          .call
          .round
          .accept(asked.probe, endpoint.get(), match)
          .ifPresent(news -> tell(asked.call, news));
    } catch (WireFormatException e) {
      // SPEC [MS-PCCRD] 3.1.6: malformed messages are dropped.
      LOG.debug("discovery: malformed answer of {}: {}", source, e.getMessage());
    }
  }

  /** SPEC [MS-PCCRD] 3.1.4.1, 5: only peers of the local subnet are accepted. */
  static Optional<PeerEndpoint> neighbour(
      ProbeMatch match, InetSocketAddress source, LocalLink link) {
    if (!link.contains(source.getAddress())) {
      return Optional.empty();
    }
    return match.endpoints().stream()
        .filter(endpoint -> link.contains(endpoint.address()))
        .map(endpoint -> new PeerEndpoint(link.withZone(endpoint.address()), endpoint.port()))
        .findFirst();
  }

  private static void tell(Call call, FoundPeer news) {
    if (call.future.isDone()) {
      return;
    }
    try {
      call.listener.accept(news);
    } catch (RuntimeException e) {
      call.future.completeExceptionally(e);
    }
  }

  private void forget(Call call) {
    calls.remove(call);
    call.round.probes().forEach(probe -> outstanding.remove(probe.messageId()));
  }

  /**
   * Whether a probe is one of this prober, and waits for answers: a responder of the same process
   * can leave it alone.
   *
   * @param messageId the message id of a probe
   * @return true if it is
   */
  public boolean hasSent(String messageId) {
    return outstanding.containsKey(messageId);
  }

  /** Ends the calls that wait with what they got, and releases threads and sockets. */
  @Override
  public void close() {
    closed = true;
    timers.close();
    sockets.close();
    receiver.close();
    calls.forEach(call -> call.future.complete(call.round.result()));
  }
}
