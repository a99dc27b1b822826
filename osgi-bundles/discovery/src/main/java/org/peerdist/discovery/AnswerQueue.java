package org.peerdist.discovery;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.peerdist.discovery.internal.DatagramHandler;
import org.peerdist.discovery.internal.LocalLink;
import org.peerdist.discovery.internal.Scheduler;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which datagrams get an answer, and when. Segments are looked up when the answer is due,
 * so that receiving never waits. For one receiving thread.
 */
final class AnswerQueue implements DatagramHandler {
  /** POLICY: probes that come while so many wait for their answer are dropped. */
  static final int MAX_PENDING = 256;

  /** POLICY: so many probes are remembered, to answer none twice. */
  static final int MAX_RECENT = 1024;

  private static final Logger LOG = LoggerFactory.getLogger(AnswerQueue.class);

  private final AnswerWriter writer;
  private final InetSocketAddress retrieval;
  private final Predicate<String> own;
  private final Duration maxBackoff;
  private final RandomGenerator random;
  private final Scheduler scheduler;
  private final AtomicInteger pending = new AtomicInteger();
  private final Set<Recent> recent = Collections.newSetFromMap(new RecentProbes());

  /** A probe that was seen. Machines with several addresses send it from each of them. */
  private record Recent(InetSocketAddress source, String messageId) {}

  /** Forgets the oldest. */
  private static final class RecentProbes extends LinkedHashMap<Recent, Boolean> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Recent, Boolean> eldest) {
      return size() > MAX_RECENT;
    }
  }

  AnswerQueue(
      AnswerWriter writer,
      InetSocketAddress retrieval,
      Predicate<String> own,
      Duration maxBackoff,
      RandomGenerator random,
      Scheduler scheduler) {
    this.writer = writer;
    this.retrieval = retrieval;
    this.own = own;
    this.maxBackoff = maxBackoff;
    this.random = random;
    this.scheduler = scheduler;
  }

  @Override
  public void received(
      ByteBuffer datagram, InetSocketAddress source, LocalLink link, Consumer<Bytes> reply) {
    if (!link.contains(source.getAddress())) {
      // POLICY: who forges the source of a probe can't make peers send to other networks.
      LOG.debug("discovery: probe of {} dropped: not of the subnet of {}", source, link.name());
      return;
    }
    if (pending.get() >= MAX_PENDING) {
      LOG.debug("discovery: probe of {} dropped: {} wait already", source, MAX_PENDING);
      return;
    }
    try {
      Probe probe = Probe.read(datagram);
      Optional<PeerEndpoint> endpoint = endpoint(source, link);
      if (own.test(probe.messageId()) || endpoint.isEmpty()) {
        LOG.debug("discovery: probe of {} is our own, or can't reach us", source);
        return;
      }
      if (recent.add(new Recent(source, probe.messageId()))) {
        schedule(probe, endpoint.get(), reply);
      }
    } catch (WireFormatException e) {
      // SPEC [MS-PCCRD] 3.2.4.1, 3.2.6: malformed messages are dropped.
      LOG.debug("discovery: no probe from {}: {}", source, e.getMessage());
    }
  }

  /** Where the one who asks finds the retrieval server. */
  private Optional<PeerEndpoint> endpoint(InetSocketAddress source, LocalLink link) {
    if (retrieval.getAddress().isAnyLocalAddress()) {
      return link.addressFor(source.getAddress())
          .map(address -> new PeerEndpoint(address, retrieval.getPort()));
    }
    if (retrieval.getAddress().isLoopbackAddress() && !link.loopback()) {
      return Optional.empty();
    }
    return Optional.of(new PeerEndpoint(retrieval.getAddress(), retrieval.getPort()));
  }

  /** SPEC [MS-PCCRD] 3.2.2: a random time from 1 ms to APP_MAX_DELAY. */
  private void schedule(Probe probe, PeerEndpoint endpoint, Consumer<Bytes> reply) {
    pending.incrementAndGet();
    Duration backoff = Duration.ofMillis(random.nextLong(1, maxBackoff.toMillis() + 1));
    scheduler.schedule(
        backoff,
        () -> {
          pending.decrementAndGet();
          writer.answer(probe, endpoint).forEach(reply);
        });
  }
}
