package org.peerdist.hostedcache;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.peerdist.content.ContentTag;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;

/**
 * The segments whose block hashes clients have told ("content information for the offered segment",
 * [MS-PCHC] 3.1.1), those that were told or offered last. Safe for use by many threads.
 */
final class KnownSegments {
  private final long maxBytes;
  private final Map<SegmentId, Known> segments = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * What a client has told.
   *
   * @param segment the segment, with the hashes of some or all of its blocks
   * @param tag the application that the content was fetched for
   */
  record Known(Segment segment, ContentTag tag) {
    boolean isComplete() {
      return segment.listedBlockCount() == segment.blockCount();
    }

    private long size() {
      return 512L + (long) segment.listedBlockCount() * segment.algorithm().length();
    }
  }

  /**
   * Creates it.
   *
   * @param maxBytes the most bytes that block hashes may take
   */
  KnownSegments(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Notes a segment; of two descriptions of the same, the one that knows more blocks stays. */
  synchronized void put(Segment segment, ContentTag tag) {
    Known before = segments.get(segment.id());
    if (before != null && before.segment().listedBlockCount() >= segment.listedBlockCount()) {
      return;
    }
    Known told = new Known(segment, tag);
    segments.put(segment.id(), told);
    bytes += told.size() - (before == null ? 0 : before.size());
    Iterator<Known> oldest = segments.values().iterator();
    while (bytes > maxBytes && oldest.hasNext()) {
      bytes -= oldest.next().size();
      oldest.remove();
    }
  }

  /** Looks for a segment. */
  synchronized Optional<Known> find(SegmentId id) {
    return Optional.ofNullable(segments.get(id));
  }
}
