package org.peerdist.cache.internal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.BitSet;
import org.peerdist.content.Segment;

/**
 * What the index says of one segment. Big-endian:
 *
 * <pre>
 * format(1)=3 stored(4) used(4) description
 * blockCount x { container(4) offset(4) length(4) checksum(4) }, container 0 for a block that is not
 * there
 * </pre>
 *
 * <p>The times are in seconds since 1970: when its first block was put, and when it was last used,
 * more or less.
 *
 * <p>It is kept in its encoded form, so that a look at one block of 512 need not read the others.
 * Only {@link SegmentIndex} changes it. Safe for use by many threads.
 */
final class SegmentRecord {
  private static final byte FORMAT = 3;
  private static final int STORED = 1;
  private static final int USED = 5;
  private static final int DESCRIPTION = 9;

  private final SegmentDescription description;
  private final int locations;

  /** Guarded by this, as all that follows. */
  private ByteBuffer encoded;

  /** Whether the bytes belong to this record, and not to the store that they were read from. */
  private boolean own;

  /** The number of blocks that are there, once the bytes are its own. */
  private int held;

  /** Whether it changed since it was last encoded. */
  private boolean changed;

  /** The segment as it was put, for its hashes; null if it is not known or they are saved. */
  private Segment source;

  private SegmentRecord(SegmentDescription description, byte[] encoded) {
    this.description = description;
    this.locations = DESCRIPTION + description.encodedLength();
    this.encoded = ByteBuffer.wrap(encoded);
  }

  /** A segment of which nothing is there yet. */
  static SegmentRecord create(SegmentDescription description, int now) {
    int locations = DESCRIPTION + description.encodedLength();
    byte[] encoded = new byte[locations + description.blockCount() * BlockLocation.LENGTH];
    ByteBuffer out = ByteBuffer.wrap(encoded).put(FORMAT).putInt(now).putInt(now);
    description.encode(out);
    SegmentRecord record = new SegmentRecord(description, encoded);
    record.own = true;
    return record;
  }

  /**
   * Reads a record from the index, which disks may have damaged.
   *
   * @param encoded its bytes, not copied until it changes
   * @return the record, or null if this is none
   */
  static SegmentRecord decode(byte[] encoded) {
    if (encoded.length < DESCRIPTION || encoded[0] != FORMAT) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(encoded).position(DESCRIPTION);
    SegmentDescription description = SegmentDescription.decode(in);
    return description != null && in.remaining() == description.blockCount() * BlockLocation.LENGTH
        ? new SegmentRecord(description, encoded)
        : null;
  }

  /** Encodes it, or gives null if no block is there; it counts as unchanged from now on. */
  synchronized byte[] encode() {
    changed = false;
    return isEmpty() ? null : copy();
  }

  private byte[] copy() {
    byte[] copy = new byte[encoded.capacity()];
    encoded.get(0, copy);
    return copy;
  }

  synchronized boolean isChanged() {
    return changed;
  }

  /** What it was encoded for was not done. */
  synchronized void markChanged() {
    changed = true;
  }

  /** What does not change. */
  SegmentDescription description() {
    return description;
  }

  /** When its first block was put. */
  synchronized Instant stored() {
    return Instant.ofEpochSecond(Integer.toUnsignedLong(encoded.getInt(STORED)));
  }

  /** When it was last used, more or less. */
  synchronized Instant used() {
    return Instant.ofEpochSecond(Integer.toUnsignedLong(encoded.getInt(USED)));
  }

  synchronized void use(int now) {
    change();
    encoded.putInt(USED, now);
  }

  /** Whether the segment has such a block, and it is there. */
  boolean holds(int index) {
    return location(index) != null;
  }

  /** The blocks that are there; a new set. */
  synchronized BitSet blocks() {
    int count = description.blockCount();
    BitSet blocks = new BitSet(count);
    for (int i = 0; i < count; i++) {
      if (isThere(i)) {
        blocks.set(i);
      }
    }
    return blocks;
  }

  synchronized Segment source() {
    return source;
  }

  synchronized void setSource(Segment segment) {
    source = segment;
  }

  /** Where a block is, or null if it is not there. */
  synchronized BlockLocation location(int index) {
    return index >= 0 && index < description.blockCount() && isThere(index)
        ? BlockLocation.read(encoded, position(index))
        : null;
  }

  private boolean isThere(int index) {
    int at = position(index);
    return encoded.getInt(at) != 0
        && description.isPossibleLength(index, encoded.getInt(at + BlockLocation.LENGTH_FIELD));
  }

  synchronized void add(int index, BlockLocation location) {
    change();
    if (!isThere(index)) {
      held++;
    }
    location.write(encoded, position(index));
  }

  synchronized void remove(int index) {
    change();
    if (isThere(index)) {
      held--;
    }
    BlockLocation.NONE.write(encoded, position(index));
  }

  synchronized void removeAll() {
    change();
    held = 0;
    for (int at = locations; at < encoded.capacity(); at += Integer.BYTES) {
      encoded.putInt(at, 0);
    }
  }

  private void change() {
    changed = true;
    if (!own) {
      encoded = ByteBuffer.wrap(copy());
      own = true;
      held = blocks().cardinality();
    }
  }

  /** Whether no block is there. */
  synchronized boolean isEmpty() {
    return own && held == 0;
  }

  private int position(int index) {
    return locations + index * BlockLocation.LENGTH;
  }
}
