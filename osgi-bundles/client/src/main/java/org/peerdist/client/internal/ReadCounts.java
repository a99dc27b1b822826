package org.peerdist.client.internal;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.peerdist.api.ContentStatistics;
import org.peerdist.client.SourceKind;

/** What came from where for one content. Safe for use by many threads. */
final class ReadCounts {
  private final Map<SourceKind, LongAdder> sources = new EnumMap<>(SourceKind.class);
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
