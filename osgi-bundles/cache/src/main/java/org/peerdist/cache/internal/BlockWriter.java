package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Appends blocks to containers. Blocks are copied to a buffer under a lock, which takes a few
 * microseconds; a buffer that is full is written outside of the lock while another one is filled.
 * Safe for use by many threads.
 */
final class BlockWriter {
  private final Containers containers;
  private final SegmentIndex index;
  private final Reclaimer reclaimer;
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wrote = lock.newCondition();

  /** The container that is appended to, or null; guarded by the lock, as all that follows. */
  private Container current;

  /** Two buffers, once they are needed; the spare one is null while somebody writes it. */
  private SlotBuffer filling;

  private SlotBuffer spare;

  /** How many bytes were ever put in buffers, and how many of these are written, or lost. */
  private long put;

  private long written;

  BlockWriter(Containers containers, SegmentIndex index, Reclaimer reclaimer) {
    this.containers = containers;
    this.index = index;
    this.reclaimer = reclaimer;
    this.capacity = containers.capacity();
    this.current = containers.unfinished();
  }

  /**
   * Writes a block, sooner or later, and notes it in the index.
   *
   * @return false if the index does not take it
   * @throws IOException if the disk is full or fails
   */
  boolean put(SegmentKey key, SegmentDescription segment, int block, ByteBuffer data)
      throws IOException {
    int slotLength = SlotHeader.slotLength(data.remaining());
    Container container;
    BlockLocation location;
    lock.lock();
    try {
      makeRoom(slotLength);
      container = current;
      container.addWriter();
      containers.grow(container, slotLength);
      location = filling.append(key, block, data);
      put += slotLength;
    } finally {
      lock.unlock();
    }
    try {
      return index.add(key, segment, block, location);
    } finally {
      container.removeWriter();
    }
  }

  private void makeRoom(int slotLength) throws IOException {
    if (filling == null) {
      filling = new SlotBuffer();
      spare = new SlotBuffer();
    }
    while (true) {
      boolean fits = current != null && current.size() + slotLength <= capacity;
      if (fits && filling.length() == 0) {
        filling.start(current, current.size());
        current.addWriter();
        return;
      } else if (fits && !filling.isWhole()) {
        return;
      } else if (filling.length() > 0) {
        writeOut(!fits);
      } else {
        startContainer();
      }
    }
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

  /** Writes what was put so far, if it is not yet written. */
  void flush() throws IOException {
    lock.lock();
    try {
      // Others may put faster than this gets the lock back: it waits for no more than was put.
      long wanted = put;
      while (written < wanted) {
        writeOut(true);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes the buffer, or waits for whoever is writing; gives the lock back meanwhile. */
  private void writeOut(boolean all) throws IOException {
    if (spare == null) {
      awaitWriter();
      return;
    }
    SlotBuffer full = filling;
    int length = all ? full.length() : Math.min(full.length(), full.wholeLength());
    filling = spare;
    spare = null;
    filling.startWithRest(full, length);
    if (filling.length() > 0) {
      full.container().addWriter();
    }
    lock.unlock();
    try {
      write(full, length);
    } finally {
      lock.lock();
      written += length;
      spare = full;
      wrote.signalAll();
    }
  }

  private void awaitWriter() {
    long before = written;
    while (written == before && spare == null) {
      wrote.awaitUninterruptibly();
    }
  }

  private void write(SlotBuffer buffer, int length) throws IOException {
    Container container = buffer.container();
    boolean success = false;
    try {
      container.file().write(buffer.first(length), buffer.start());
      success = true;
    } finally {
      containers.wrote(container, buffer.start() + length);
      if (!success) {
        buffer.forget(index);
      }
      container.removeWriter();
    }
  }

  /**
   * Reclaims what is no longer needed, and what is over the limit, a bounded number of containers
   * at a time.
   */
  void shrink() throws IOException {
    lock.lock();
    try {
      reclaimer.reclaimDead(current);
      reclaimer.shrink(current);
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      while (spare == null && filling != null) {
        wrote.awaitUninterruptibly();
      }
      if (filling != null && filling.length() > 0) {
        filling.container().removeWriter();
        filling.start(null, 0);
      }
      written = put;
      current = null;
      containers.clear();
    } finally {
      lock.unlock();
    }
  }
}
