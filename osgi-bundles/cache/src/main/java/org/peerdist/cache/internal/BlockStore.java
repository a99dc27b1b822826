package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bytes of the blocks. A place is given out under a lock, and written by whoever asked for it
 * outside of the lock, so that many threads write at once. Safe for use by many threads.
 */
final class BlockStore {
  /** POLICY: containers of 64 MiB, less in small caches so that these have 16 of them. */
  private static final int MAX_CAPACITY = 64 * 1024 * 1024;

  private static final int CONTAINERS = 16;

  /** In a container that is half full of copies there is still room for the greatest block. */
  private static final int MIN_CAPACITY = 2 * (SlotHeader.MAX_SLOT_LENGTH + 16 * 1024);

  private final Containers containers;
  private final SegmentIndex index;
  private final Reclaimer reclaimer;
  private final int capacity;
  private final ReentrantLock allocation = new ReentrantLock();

  /** The container that is appended to, or null; guarded by the lock. */
  private Container current;

  BlockStore(Containers containers, SegmentIndex index, long limit) {
    this.containers = containers;
    this.index = index;
    this.capacity = containers.capacity();
    this.reclaimer = new Reclaimer(containers, index, limit);
    this.current = containers.unfinished();
  }

  /**
   * Writes a block, and then notes it in the index.
   *
   * @param fresh the record of its segment, if that has none yet
   * @return false if the index does not take it
   * @throws IOException if the disk is full or fails
   */
  boolean put(SegmentKey segment, SegmentRecord fresh, int block, ByteBuffer data)
      throws IOException {
    SlotHeader header = new SlotHeader(segment, block, data.remaining());
    int checksum = BlockLocation.checksum(data);
    Container container;
    int offset;
    allocation.lock();
    try {
      if (!hasRoom(header.slotLength())) {
        startContainer();
      }
      container = current;
      container.addWriter();
      offset = containers.append(container, header.slotLength());
    } finally {
      allocation.unlock();
    }
    try {
      BlockLocation location = containers.write(container, offset, header, data, checksum);
      return index.add(segment, fresh, block, location);
    } finally {
      container.removeWriter();
    }
  }

  private boolean hasRoom(int length) {
    return current != null && current.size() + length <= capacity;
  }

  private void startContainer() throws IOException {
    if (current != null) {
      containers.finish(current);
      current = null;
    }
    Container fresh = containers.create();
    current = fresh;
    reclaimer.makeRoom(fresh, capacity);
  }

  /**
   * Reads a block.
   *
   * @param target takes the bytes, as many as it has room for
   * @return false if they are not there, or not what was written
   */
  boolean read(BlockLocation location, ByteBuffer target) {
    Container container = containers.get(location.container());
    if (container == null || location.offset() < 0) {
      return false;
    }
    ByteBuffer bytes = target.slice();
    try {
      container.file().read(bytes, location.offset());
    } catch (IOException e) {
      return false;
    }
    if (BlockLocation.checksum(bytes.flip()) != location.checksum()) {
      return false;
    }
    container.markUsed(location.offset());
    return true;
  }

  /** Reclaims what is over the limit, a bounded number of containers at a time. */
  void shrink() throws IOException {
    allocation.lock();
    try {
      reclaimer.shrink(current);
    } finally {
      allocation.unlock();
    }
  }

  void clear() {
    allocation.lock();
    try {
      current = null;
      containers.clear();
    } finally {
      allocation.unlock();
    }
  }

  static int capacityFor(long limit) {
    return (int) Math.max(MIN_CAPACITY, Math.min(MAX_CAPACITY, limit / CONTAINERS));
  }
}
