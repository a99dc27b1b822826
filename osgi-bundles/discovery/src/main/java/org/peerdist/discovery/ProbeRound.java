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
  private final Map<PeerEndpoint, Map<SegmentId, FoundSegment>> found = new LinkedHashMap<>();

  ProbeRound(List<Probe> probes) {
    this.probes = List.copyOf(probes);
  }

  List<Probe> probes() {
    return probes;
  }

  /** Takes an answer, and returns what is new in it. */
  synchronized Optional<FoundPeer> accept(
      Probe probe, PeerEndpoint endpoint, Availability availability) {
    List<FoundSegment> segments = availability.of(probe);
    if (segments.isEmpty() || (found.size() >= MAX_PEERS && !found.containsKey(endpoint))) {
      return Optional.empty();
    }
    answered.add(probe.messageId());
    Map<SegmentId, FoundSegment> known =
        found.computeIfAbsent(endpoint, unknown -> new LinkedHashMap<>());
    List<FoundSegment> news = new ArrayList<>();
    for (FoundSegment segment : segments) {
      FoundSegment before = known.get(segment.id());
      FoundSegment now = before == null ? segment : before.with(segment);
      if (!now.equals(before)) {
        known.put(segment.id(), now);
        news.add(now);
      }
    }
    return news.isEmpty() ? Optional.empty() : Optional.of(new FoundPeer(endpoint, news));
  }

  /** The probes that nobody has answered yet. */
  synchronized List<Probe> unanswered() {
    return probes.stream().filter(probe -> !answered.contains(probe.messageId())).toList();
  }

  /** All answers so far, in the order of the first answer of each peer. */
  synchronized List<FoundPeer> result() {
    List<FoundPeer> peers = new ArrayList<>();
    found.forEach(
        (endpoint, segments) -> peers.add(new FoundPeer(endpoint, List.copyOf(segments.values()))));
    return peers;
  }
}
