package org.peerdist.discovery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.peerdist.content.SegmentId;

/** One question to the network, in one or more probes, and its answers. Safe for many threads. */
final class ProbeRound {
  /** POLICY: who answers after so many peers is not needed any more. */
  static final int MAX_PEERS = 256;

  private final List<Probe> probes;
  private final Set<String> answered = new HashSet<>();
  private final Map<PeerEndpoint, Heard> found = new LinkedHashMap<>();

  /** What one endpoint has said. */
  private static final class Heard {
    final String service;
    final Map<SegmentId, FoundSegment> segments = new LinkedHashMap<>();

    Heard(String service) {
      this.service = service;
    }
  }

  ProbeRound(List<Probe> probes) {
    this.probes = List.copyOf(probes);
  }

  List<Probe> probes() {
    return probes;
  }

  /** Takes an answer, and returns what is new in it. */
  synchronized Optional<FoundPeer> accept(Probe probe, PeerEndpoint endpoint, ProbeMatch match) {
    List<FoundSegment> segments = match.availability().of(probe);
    if (segments.isEmpty() || (found.size() >= MAX_PEERS && !found.containsKey(endpoint))) {
      return Optional.empty();
    }
    answered.add(probe.messageId());
    Heard heard = found.computeIfAbsent(endpoint, unknown -> new Heard(match.service()));
    Map<SegmentId, FoundSegment> known = heard.segments;
    List<FoundSegment> news = new ArrayList<>();
    for (FoundSegment segment : segments) {
      FoundSegment before = known.get(segment.id());
      FoundSegment now = before == null ? segment : before.with(segment);
      if (!now.equals(before)) {
        known.put(segment.id(), now);
        news.add(now);
      }
    }
    return news.isEmpty()
        ? Optional.empty()
        : Optional.of(new FoundPeer(endpoint, heard.service, news));
  }

  /** The probes that nobody has answered yet. */
  synchronized List<Probe> unanswered() {
    return probes.stream().filter(probe -> !answered.contains(probe.messageId())).toList();
  }

  /** All answers so far, in the order of the first answer of each peer. */
  synchronized List<FoundPeer> result() {
    List<FoundPeer> peers = new ArrayList<>();
    found.forEach(
        (endpoint, heard) ->
            peers.add(
                new FoundPeer(endpoint, heard.service, List.copyOf(heard.segments.values()))));
    return peers;
  }
}
