package org.peerdist.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;

/** Makes the answers to probes. Safe for use by many threads. */
final class AnswerWriter {
  private final SegmentHoldings holdings;
  private final Supplier<String> newId;
  private final String service;
  private final long instanceId;
  private final AtomicLong messages = new AtomicLong();

  AnswerWriter(SegmentHoldings holdings, Supplier<String> newId, long instanceId) {
    this.holdings = holdings;
    this.newId = newId;
    this.service = newId.get();
    this.instanceId = instanceId;
  }

  String service() {
    return service;
  }

  /**
   * SPEC [MS-PCCRD] 3.2.4.1, 3.2.6.1: no answer if nothing that was asked for is there at this
   * moment.
   */
  List<Bytes> answer(Probe probe, PeerEndpoint endpoint) {
    Map<SegmentId, Holding> held = new LinkedHashMap<>();
    for (SegmentId id : probe.segments()) {
      holdings.find(id).ifPresent(holding -> held.putIfAbsent(id, holding));
    }
    List<Bytes> datagrams = new ArrayList<>();
    if (!held.isEmpty()) {
      List<Availability> answers =
          probe.form() == ContentVersion.V1 ? counts(held) : List.of(states(probe, held));
      for (Availability answer : answers) {
        ProbeMatch match = new ProbeMatch(probe.messageId(), service, List.of(endpoint), answer);
        datagrams.add(match.write(newSender()));
      }
    }
    return datagrams;
  }

  /** SPEC [MS-PCCRD] 3.2.3: messages are counted from 1 on. */
  private ProbeMatch.Sender newSender() {
    return new ProbeMatch.Sender(newId.get(), instanceId, messages.incrementAndGet());
  }

  /** POLICY: an answer that would become too long is given in parts. */
  private static List<Availability> counts(Map<SegmentId, Holding> held) {
    List<SegmentId> ids = List.copyOf(held.keySet());
    int longest = ids.stream().mapToInt(id -> id.value().length()).max().orElseThrow();
    List<Availability> answers = new ArrayList<>();
    for (List<SegmentId> some : ProbeBatches.parts(ids, ProbeBatches.perAnswer(longest))) {
      Map<SegmentId, Integer> blocks = new LinkedHashMap<>();
      some.forEach(id -> blocks.put(id, held.get(id).blocksHeld()));
      answers.add(new Availability.BlockCounts(blocks));
    }
    return answers;
  }

  private static Availability states(Probe probe, Map<SegmentId, Holding> held) {
    List<Availability.State> states = new ArrayList<>();
    List<Optional<Duration>> ages = new ArrayList<>();
    for (SegmentId id : probe.segments()) {
      Optional<Holding> holding = Optional.ofNullable(held.get(id));
      states.add(holding.map(AnswerWriter::state).orElse(Availability.State.NONE));
      ages.add(holding.flatMap(Holding::age));
    }
    return new Availability.SegmentStates(states, SegmentAges.write(ages));
  }

  private static Availability.State state(Holding holding) {
    return holding.isComplete() ? Availability.State.COMPLETE : Availability.State.PARTIAL;
  }
}
