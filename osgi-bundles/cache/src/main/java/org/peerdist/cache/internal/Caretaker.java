package org.peerdist.cache.internal;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves what was put in a folder, keeps the limit, and deals with disks that are full or fail. What
 * it does is done by one thread at a time.
 */
final class Caretaker {
  private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);

  /** POLICY: a cache that found the disk full goes on when so many containers fit on it. */
  private static final int ENOUGH_CONTAINERS = 4;

  /** POLICY: the index gives back unused space every 10 seconds. */
  private static final int BEATS_PER_COMPACTION = 20;

  private final IndexStore store;
  private final SegmentIndex index;
  private final Containers containers;
  private final BlockWriter writer;
  private final Sweeper sweeper;
  private final WriteGate gate;
  private int beats;

  Caretaker(
      IndexStore store,
      SegmentIndex index,
      Containers containers,
      BlockWriter writer,
      Sweeper sweeper,
      WriteGate gate) {
    this.store = store;
    this.index = index;
    this.containers = containers;
    this.writer = writer;
    this.sweeper = sweeper;
    this.gate = gate;
  }

  /** Stops storing, for something can't be written. */
  void stop(IOException cause) {
    gate.close(cause, !hasRoomFor(1));
  }

  private boolean hasRoomFor(int count) {
    try {
      return containers.diskHasRoomFor(count);
    } catch (IOException e) {
      return true;
    }
  }

  /** What is due twice a second. */
  synchronized void beat() {
    if (store.wasLost()) {
      writer.clear();
      index.clear();
    }
    if (gate.isDue(hasRoomFor(ENOUGH_CONTAINERS))) {
      tryAgain();
    }
    if (gate.isOpen()) {
      tend();
    }
  }

  private void tryAgain() {
    try {
      containers.probe();
      store.revive();
      saveAll();
      gate.open();
    } catch (IOException e) {
      LOG.debug("Still nothing can be written", e);
      gate.postpone();
    }
  }

  private void tend() {
    try {
      sweeper.sweep();
      writer.shrink();
      saveAll();
      if (++beats % BEATS_PER_COMPACTION == 0) {
        store.change(IndexFile::compact);
      }
    } catch (IOException e) {
      stop(e);
    }
  }

  /** Saves what was put, if the disk takes it. */
  synchronized void save() {
    if (gate.isOpen()) {
      try {
        saveAll();
      } catch (IOException e) {
        stop(e);
      }
    }
  }

  /** Bytes before the index, so that what the index says is there after a sudden end. */
  private void saveAll() throws IOException {
    writer.flush();
    boolean success = false;
    try {
      store.change(
          file -> {
            // Containers first: no segment must be in a container that is not known.
            containers.save(file);
            index.save(file);
          });
      success = true;
    } finally {
      containers.saved(success);
      index.saved(success);
    }
  }

  /** Makes everything that was put survive even a loss of power. */
  synchronized void flush() throws IOException {
    writer.flush();
    containers.force();
    saveAll();
    store.change(IndexFile::sync);
  }

  synchronized void clear() throws IOException {
    writer.clear();
    index.clear();
    store.change(IndexFile::clear);
  }

  /** Saves all, with the marks of use. */
  synchronized void close() {
    try {
      containers.changeAll();
      saveAll();
    } catch (IOException e) {
      LOG.debug("Not all could be saved", e);
    }
  }
}
