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

    FoundPeer peer(PeerEndpoint endpoint) {
      return new FoundPeer(endpoint, service, List.copyOf(segments.values()));
    }
  }

  ProbeRound(List<Probe> probes) {
    this.probes = List.copyOf(probes);
  }

  List<Probe> probes() {
    return probes;
  }

  /** Takes an answer and, if there is anything new in it, returns all that the peer has said. */
  synchronized Optional<FoundPeer> accept(Probe probe, PeerEndpoint endpoint, ProbeMatch match) {
    List<FoundSegment> segments = match.availability().of(probe);
    if (segments.isEmpty() || (found.size() >= MAX_PEERS && !found.containsKey(endpoint))) {
      return Optional.empty();
    }
    answered.add(probe.messageId());
    Heard heard = found.computeIfAbsent(endpoint, unknown -> new Heard(match.service()));
    Map<SegmentId, FoundSegment> known = heard.segments;
    boolean news = false;
    for (FoundSegment segment : segments) {
      FoundSegment before = known.get(segment.id());
      FoundSegment now = before == null ? segment : before.with(segment);
      news |= !now.equals(before);
      known.put(segment.id(), now);
    }
    return news ? Optional.of(heard.peer(endpoint)) : Optional.empty();
  }

  /** The probes that nobody has answered yet. */
  synchronized List<Probe> unanswered() {
    return probes.stream().filter(probe -> !answered.contains(probe.messageId())).toList();
  }

  /** All answers so far, in the order of the first answer of each peer. */
  synchronized List<FoundPeer> result() {
    List<FoundPeer> peers = new ArrayList<>();
    found.forEach((endpoint, heard) -> peers.add(heard.peer(endpoint)));
    return peers;
  }
}
