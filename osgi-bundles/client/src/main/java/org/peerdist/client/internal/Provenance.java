package org.peerdist.client.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.peerdist.api.SourceKind;

/**
 * Where the segments came from that this download put into the own cache before it took them out of
 * there. It knows no more of them than there may be ahead. Safe for use by many threads.
 */
final class Provenance {
  private final Map<Integer, Source> sources = new ConcurrentHashMap<>();

  /**
   * Who gave something.
   *
   * @param kind what they are
   * @param peer their name; empty for the origin
   */
  record Source(SourceKind kind, String peer) {
    static final Source ORIGIN = new Source(SourceKind.ORIGIN, "");
    static final Source CACHE = new Source(SourceKind.CACHE, "");

    /** Who brought a block into the window. */
    static Source of(Slot slot) {
      if (slot.source == null) {
        return ORIGIN;
      }
      return slot.source.number() == Lane.CACHE
          ? CACHE
          : new Source(slot.source.kind(), slot.source.peer().name());
    }
  }

  void put(int segment, Source source) {
    sources.put(segment, source);
  }

  /** Who gave a block that was taken out of the window; it is not asked for again. */
  Source take(Slot slot) {
    Source before = sources.remove(slot.segment.number());
    Source now = Source.of(slot);
    return before != null && now.equals(Source.CACHE) ? before : now;
  }
}
