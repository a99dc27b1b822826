package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One folder of a content cache: index, containers, and the thread that looks after them. Safe for
 * use by many threads, but not while {@link #clear} or {@link #close} run.
 */
final class Storage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

  private final Path folder;
  private final long limit;
  private final Ages ages;
  private final IndexStore store;
  private final SegmentIndex index;
  private final Containers containers;
  private final BlockStore blocks;
  private final WriteGate gate;
  private final Caretaker caretaker;
  private final Heartbeat heartbeat;
  private volatile BiConsumer<SegmentKey, Integer> damageListener = (key, block) -> {};

  private Storage(Path folder, IndexStore store, long limit, InstantSource clock, Ages ages)
      throws IOException {
    this.folder = folder;
    this.limit = limit;
    this.ages = ages;
    this.store = store;
    this.containers = Containers.open(folder, store, BlockStore.capacityFor(limit));
    this.index = new SegmentIndex(store, containers, clock, this::save);
    this.blocks = new BlockStore(containers, index, limit);
    this.gate = new WriteGate(folder, clock);
    Sweeper sweeper = new Sweeper(store, index, ages);
    this.caretaker = new Caretaker(store, index, containers, blocks.writer(), sweeper, gate);
    this.heartbeat = new Heartbeat(caretaker::beat);
  }

  private void save() {
    caretaker.save();
  }

  /** Opens the storage in a folder that this process has locked. */
  static Storage open(Path folder, long limit, InstantSource clock, Optional<Duration> maxAge)
      throws IOException {
    IndexStore store = IndexStore.open(folder);
    boolean opened = false;
    try {
      Storage storage = new Storage(folder, store, limit, clock, new Ages(clock, maxAge));
      opened = true;
      return storage;
    } finally {
      if (!opened) {
        store.close();
      }
    }
  }

  /** Tells somebody of each block that is found damaged when it is read. */
  void onDamage(BiConsumer<SegmentKey, Integer> listener) {
    damageListener = listener;
  }

  Path folder() {
    return folder;
  }

  long limit() {
    return limit;
  }

  /** The bytes in containers. */
  long size() {
    return containers.size();
  }

  /** Whether blocks can be stored, as far as is known. */
  boolean isWritable() {
    return gate.isOpen() && store.isUsable();
  }

  /** Stores a block; gives false if it is not there now. */
  boolean put(SegmentKey key, SegmentDescription segment, int block, ByteBuffer data) {
    SegmentRecord known = find(key);
    if (known != null && !known.description().isSameSegment(segment)) {
      if (key.opaque() || hasEnd(known) || block < segment.blockCount() - 1) {
        LOG.debug("Not stored: another segment has the name {}", key.id());
        return false;
      }
      // Only the last block proves how long a segment is: what was said before was wrong.
      index.remove(key);
    } else if (known != null) {
      noteUse(key, known);
      if (known.holds(block)) {
        return true;
      }
    }
    if (!isWritable()) {
      return false;
    }
    try {
      return blocks.writer().put(key, segment, block, data);
    } catch (IOException e) {
      caretaker.stop(e);
      return false;
    }
  }

  private static boolean hasEnd(SegmentRecord record) {
    return record.holds(record.description().blockCount() - 1);
  }

  private void noteUse(SegmentKey key, int block) {
    SegmentRecord record = find(key);
    if (record != null && record.holds(block)) {
      noteUse(key, record);
    }
  }

  private void noteUse(SegmentKey key, SegmentRecord record) {
    if (ages.isWorthNoting(record.used())) {
      index.use(key, ages.now());
    }
  }

  /** Looks a segment up; null if nothing of it is there. */
  SegmentRecord find(SegmentKey key) {
    SegmentRecord record = index.find(key);
    if (record != null && ages.isTooOld(record.used())) {
      index.removeUnusedSince(key, ages.oldest());
      return null;
    }
    return record;
  }

  /** The hashes of all blocks of a segment one after the other, or null if they are not known. */
  byte[] hashes(SegmentKey key) {
    return index.hashes(key);
  }

  /** Some segments, in the order of their keys, after this one; null to start. */
  List<SegmentKey> keysAfter(SegmentKey last, int most) {
    List<SegmentKey> keys = new ArrayList<>();
    for (byte[] encoded : store.keysAfter(last == null ? null : last.encode(), most)) {
      SegmentKey key = SegmentKey.decode(encoded);
      if (key != null) {
        keys.add(key);
      }
    }
    return keys;
  }

  /** Reads a block into a new buffer, unless it is not there or was damaged. */
  Optional<ByteBuffer> read(SegmentKey key, int block) {
    noteUse(key, block);
    return read(key, block, blocks::read);
  }

  /** The same, but it does not count as use. */
  Optional<ByteBuffer> peek(SegmentKey key, int block) {
    return read(key, block, blocks::peek);
  }

  private Optional<ByteBuffer> read(SegmentKey key, int block, Reading reading) {
    while (true) {
      BlockLocation location = locate(key, block);
      if (location == null) {
        return Optional.empty();
      }
      ByteBuffer target = ByteBuffer.allocate(location.length());
      if (readAt(location, target, reading)) {
        return Optional.of(target);
      }
      if (isDamaged(key, block, location)) {
        return Optional.empty();
      }
    }
  }

  /** How bytes are read: so that they count as used, or not. */
  @FunctionalInterface
  private interface Reading {
    boolean read(BlockLocation location, ByteBuffer target) throws IOException;
  }

  /**
   * Reads a block, whose position moves behind it. If its bytes are no longer what was written, the
   * block is forgotten.
   */
  boolean read(SegmentKey key, int block, ByteBuffer target) {
    noteUse(key, block);
    while (true) {
      BlockLocation location = locate(key, block);
      if (location == null) {
        return false;
      }
      int length = location.length();
      if (target.remaining() < length) {
        throw new BufferOverflowException();
      }
      if (readAt(location, target.slice(target.position(), length), blocks::read)) {
        target.position(target.position() + length);
        return true;
      }
      if (isDamaged(key, block, location)) {
        return false;
      }
    }
  }

  private BlockLocation locate(SegmentKey key, int block) {
    SegmentRecord record = find(key);
    return record == null ? null : record.location(block);
  }

  private boolean readAt(BlockLocation location, ByteBuffer target, Reading reading) {
    try {
      return reading.read(location, target);
    } catch (IOException e) {
      caretaker.stop(e);
      return false;
    }
  }

  /** What can't be read is damaged, and forgotten; unless it was only moved meanwhile. */
  private boolean isDamaged(SegmentKey key, int block, BlockLocation location) {
    boolean damaged = index.move(key, block, location, null);
    if (damaged) {
      LOG.debug("Block {} of segment {} is damaged and was dropped", block, key.id());
      damageListener.accept(key, block);
    }
    return damaged;
  }

  void forget(SegmentKey key, int block) {
    BlockLocation location = locate(key, block);
    if (location != null) {
      index.move(key, block, location, null);
    }
  }

  void forget(SegmentKey key) {
    index.remove(key);
  }

  /** Makes everything that was put survive even a loss of power. */
  void flush() throws IOException {
    caretaker.flush();
  }

  void clear() throws IOException {
    caretaker.clear();
  }

  /** What is done twice a second anyway. */
  void tend() {
    caretaker.beat();
  }

  /** Saves all, and closes all files. */
  @Override
  public void close() {
    heartbeat.close();
    caretaker.close();
    containers.close();
    store.close();
  }
}
