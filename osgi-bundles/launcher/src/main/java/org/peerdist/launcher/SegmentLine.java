package org.peerdist.launcher;

import java.time.Instant;
import java.util.BitSet;
import org.peerdist.cache.CachedOpaqueSegment;
import org.peerdist.cache.CachedSegment;
import org.peerdist.content.ContentTag;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.SegmentId;
import org.peerdist.content.Version1Encoding;

/**
 * What {@code cache list} says of a segment.
 *
 * @param id its name
 * @param version 1 or 2; 0 if it is opaque
 * @param hash the hash of its content information; null if it is opaque
 * @param length its length
 * @param blocks the number of its blocks
 * @param held how many of them are there
 * @param bytes the bytes of these, not encrypted
 * @param stored when its first block was put
 * @param used when it was last used, up to a day earlier
 * @param tag the application that it was fetched for
 */
record SegmentLine(
    SegmentId id,
    int version,
    String hash,
    int length,
    int blocks,
    int held,
    long bytes,
    Instant stored,
    Instant used,
    ContentTag tag) {
  static SegmentLine of(CachedSegment segment) {
    int blockLength =
        segment.version() == ContentVersion.V1 ? Version1Encoding.BLOCK_LENGTH : segment.length();
    return new SegmentLine(
        segment.id(),
        segment.version().number(),
        segment.algorithm().label(),
        segment.length(),
        segment.blockCount(),
        segment.blocks().cardinality(),
        bytes(segment.length(), blockLength, segment.blocks()),
        segment.stored(),
        segment.used(),
        segment.tag());
  }

  static SegmentLine of(CachedOpaqueSegment held) {
    return new SegmentLine(
        held.segment().id(),
        0,
        null,
        held.segment().length(),
        held.segment().blockCount(),
        held.blocks().cardinality(),
        bytes(held.segment().length(), held.segment().blockLength(), held.blocks()),
        held.stored(),
        held.used(),
        held.segment().tag());
  }

  private static long bytes(int length, int blockLength, BitSet blocks) {
    return blocks.stream()
        .mapToLong(index -> Math.min(blockLength, length - (long) index * blockLength))
        .sum();
  }

  /** What kind of segment it is, in a word. */
  String kind() {
    return version == 0 ? "opaque" : "v" + version;
  }
}
