package org.peerdist.cache.internal;

import java.nio.ByteBuffer;

/**
 * Slots on their way to a container: gathered in memory, so that the system is called once for many
 * of them. What is written ends at a multiple of {@link #CHUNK} in the file, which systems take
 * faster; the slot across it goes on in the next buffer. For use under a lock.
 */
final class SlotBuffer {
  /** POLICY: so much is written at once. */
  static final int CHUNK = 512 * 1024;

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(CHUNK + SlotHeader.MAX_SLOT_LENGTH);
  private final ByteBuffer view = bytes.duplicate();
  private Container container;
  private int start;
  private int firstSlot;
  private int length;

  /** Starts with nothing: what is appended next goes to this place. */
  void start(Container nextContainer, int nextStart) {
    container = nextContainer;
    start = nextStart;
    firstSlot = 0;
    length = 0;
  }

  Container container() {
    return container;
  }

  /** Where in the container it goes. */
  int start() {
    return start;
  }

  int length() {
    return length;
  }

  /** How much there must be of it so that it ends at a multiple of the chunk. */
  int wholeLength() {
    return CHUNK - start % CHUNK;
  }

  boolean isWhole() {
    return length >= wholeLength();
  }

  /** Copies a block into the next slot, if it is not yet {@linkplain #isWhole whole}. */
  BlockLocation append(SegmentKey segment, int block, ByteBuffer data) {
    int size = data.remaining();
    int at = length + SlotHeader.LENGTH;
    SlotHeader.write(bytes, length, segment, block, size);
    bytes.put(at, data, data.position(), size);
    int checksum = BlockLocation.checksum(view.limit(at + size).position(at));
    length += SlotHeader.slotLength(size);
    return new BlockLocation(container.number(), start + at, size, checksum);
  }

  /** Starts with what another buffer has after this many bytes. */
  void startWithRest(SlotBuffer other, int from) {
    start(other.container, other.start + from);
    length = other.length - from;
    firstSlot = length;
    bytes.put(0, other.bytes, from, length);
  }

  ByteBuffer first(int count) {
    return view.limit(count).position(0);
  }

  /** Forgets the blocks whose slots start here. */
  void forget(SegmentIndex index) {
    int at = firstSlot;
    while (at < length) {
      SlotHeader header = SlotHeader.decode(bytes.slice(at, SlotHeader.LENGTH)).orElseThrow();
      LiveBlock.of(header, container, start + at + SlotHeader.LENGTH, index)
          .ifPresent(block -> index.move(block.key(), block.index(), block.location(), null));
      at += header.slotLength();
    }
  }
}
