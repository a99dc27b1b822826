package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of the blocks in their containers. Safe for use by many threads. */
final class BlockStore {
  /** POLICY: containers of 64 MiB, less in small caches so that these have 16 of them. */
  private static final int MAX_CAPACITY = 64 * 1024 * 1024;

  private static final int CONTAINERS = 16;

  /** In a container that is half full of copies there is still room for the greatest block. */
  private static final int MIN_CAPACITY = 2 * (SlotHeader.MAX_SLOT_LENGTH + 16 * 1024);

  private final Containers containers;
  private final BlockWriter writer;

  BlockStore(Containers containers, SegmentIndex index, long limit) {
    this.containers = containers;
    this.writer = new BlockWriter(containers, index, new Reclaimer(containers, index, limit));
  }

  BlockWriter writer() {
    return writer;
  }

  /**
   * Reads a block.
   *
   * @param target takes the bytes, as many as it has room for
   * @return false if they are not there, or not what was put
   * @throws IOException if what was put can't be written any more
   */
  boolean read(BlockLocation location, ByteBuffer target) throws IOException {
    Container container = containers.get(location.container());
    boolean sound = peek(location, target);
    if (sound && container != null) {
      container.markUsed(location.offset());
    }
    return sound;
  }

  /** Reads a block as if nobody did. */
  boolean peek(BlockLocation location, ByteBuffer target) throws IOException {
    Container container = containers.get(location.container());
    if (container == null || location.offset() < 0) {
      return false;
    }
    if (location.offset() + location.length() > container.written()) {
      writer.flush();
    }
    ByteBuffer bytes = target.slice();
    try {
      container.file().read(bytes, location.offset());
    } catch (IOException e) {
      return false;
    }
    return BlockLocation.checksum(bytes.flip()) == location.checksum();
  }

  static int capacityFor(long limit) {
    return (int) Math.max(MIN_CAPACITY, Math.min(MAX_CAPACITY, limit / CONTAINERS));
  }
}
