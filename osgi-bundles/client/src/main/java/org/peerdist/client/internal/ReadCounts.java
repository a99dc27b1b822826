package org.peerdist.client.internal;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.peerdist.api.ContentStatistics;
import org.peerdist.api.SourceKind;

/** What came from where for one content. Safe for use by many threads. */
final class ReadCounts {
  private final Map<SourceKind, LongAdder> sources = new EnumMap<>(SourceKind.class);
  private final Map<String, LongAdder> peers = new ConcurrentHashMap<>();
  private final LongAdder rejected = new LongAdder();

  ReadCounts() {
    for (SourceKind kind : SourceKind.values()) {
      sources.put(kind, new LongAdder());
    }
  }

  /** A block came; what the user gives is the origin's. */
  void came(SourceKind kind, long bytes) {
    sources.get(kind).add(bytes);
  }

  /** A block came from somebody. */
  void came(Provenance.Source source, long bytes) {
    came(source.kind(), bytes);
    if (!source.peer().isEmpty()) {
      peers.computeIfAbsent(source.peer(), name -> new LongAdder()).add(bytes);
    }
  }

  Map<String, Long> peerBytes() {
    return peers.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, peer -> peer.getValue().sum()));
  }

  void rejected(long bytes) {
    rejected.add(bytes);
  }

  ContentStatistics statistics(long held) {
    return new ContentStatistics(
        from(SourceKind.CACHE),
        from(SourceKind.NAMED_PEER) + from(SourceKind.DISCOVERED_PEER),
        from(SourceKind.HOSTED_CACHE),
        from(SourceKind.ORIGIN),
        rejected.sum(),
        held);
  }

  private long from(SourceKind kind) {
    return sources.get(kind).sum();
  }
}
