package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.peerdist.content.ContentTag;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.content.VerifiedBlock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a content cache: index, containers, and the thread that saves them. Safe for use by
 * many threads, but not while {@link #clear} or {@link #close} run.
 */
public final class Storage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

  private final IndexStore store;
  private final SegmentIndex index;
  private final Containers containers;
  private final BlockStore blocks;
  private final WriteGate gate;
  private final Caretaker caretaker;
  private final Heartbeat heartbeat;

  private Storage(Path folder, IndexStore store, long limit, InstantSource clock)
      throws IOException {
    this.store = store;
    this.index = new SegmentIndex(store, clock, this::save);
    this.containers = Containers.open(folder, store, BlockStore.capacityFor(limit));
    this.blocks = new BlockStore(containers, index, limit);
    this.gate = new WriteGate(folder, clock);
    this.caretaker = new Caretaker(store, index, containers, blocks.writer(), gate);
    this.heartbeat = new Heartbeat(caretaker::beat);
  }

  private void save() {
    caretaker.save();
  }

  /**
   * Opens the storage in a folder that this process has locked.
   *
   * @param folder the folder
   * @param limit the most bytes in containers
   * @param clock the time, of which seconds matter
   * @return the storage
   * @throws IOException if the folder can't be used
   */
  public static Storage open(Path folder, long limit, InstantSource clock) throws IOException {
    IndexStore store = IndexStore.open(folder);
    boolean opened = false;
    try {
      Storage storage = new Storage(folder, store, limit, clock);
      opened = true;
      return storage;
    } finally {
      if (!opened) {
        store.close();
      }
    }
  }

  /**
   * Stores a block.
   *
   * @param block the block
   * @param tag the application that it was fetched for
   * @return whether it is there now
   */
  public boolean put(VerifiedBlock block, ContentTag tag) {
    Segment segment = block.segment();
    SegmentDescription description = SegmentDescription.of(segment, tag);
    return put(SegmentKey.verified(segment.id()), description, block.index(), block.data());
  }

  /**
   * Stores a block as it came.
   *
   * @param id its segment
   * @param segment its segment
   * @param block its position in the segment
   * @param bytes its bytes
   * @return whether it is there now
   */
  public boolean putOpaque(SegmentId id, SegmentDescription segment, int block, ByteBuffer bytes) {
    return put(SegmentKey.opaque(id), segment, block, bytes);
  }

  private boolean put(SegmentKey key, SegmentDescription segment, int block, ByteBuffer data) {
    SegmentRecord known = index.find(key);
    if (known != null) {
      if (!known.description().isSameSegment(segment)) {
        LOG.debug("Not stored: another segment has the name {}", key.id());
        return false;
      }
      if (known.holds(block)) {
        return true;
      }
    }
    if (!gate.isOpen() || !store.isUsable()) {
      return false;
    }
    try {
      return blocks.writer().put(key, segment, block, data);
    } catch (IOException e) {
      caretaker.stop(e);
      return false;
    }
  }

  /**
   * Looks a segment up.
   *
   * @param segment the segment
   * @return its record, if any block of it is there
   */
  public Optional<SegmentRecord> find(SegmentKey segment) {
    return Optional.ofNullable(index.find(segment));
  }

  /**
   * Reads a block into a new buffer.
   *
   * @param segment its segment
   * @param block its position in the segment, any number
   * @return its bytes, or nothing if it is not there or was damaged
   */
  public Optional<ByteBuffer> read(SegmentKey segment, int block) {
    while (true) {
      BlockLocation location = locate(segment, block);
      if (location == null) {
        return Optional.empty();
      }
      ByteBuffer target = ByteBuffer.allocate(location.length());
      if (readAt(location, target)) {
        return Optional.of(target);
      }
      if (isDamaged(segment, block, location)) {
        return Optional.empty();
      }
    }
  }

  /**
   * Reads a block. If its bytes are no longer what was written, the block is forgotten.
   *
   * @param segment its segment
   * @param block its position in the segment, any number
   * @param target takes the bytes; its position moves behind them
   * @return whether the bytes are there
   */
  public boolean read(SegmentKey segment, int block, ByteBuffer target) {
    while (true) {
      BlockLocation location = locate(segment, block);
      if (location == null) {
        return false;
      }
      int length = location.length();
      if (target.remaining() < length) {
        throw new BufferOverflowException();
      }
      if (readAt(location, target.slice(target.position(), length))) {
        target.position(target.position() + length);
        return true;
      }
      if (isDamaged(segment, block, location)) {
        return false;
      }
    }
  }

  private BlockLocation locate(SegmentKey segment, int block) {
    SegmentRecord record = index.find(segment);
    return record == null ? null : record.location(block);
  }

  private boolean readAt(BlockLocation location, ByteBuffer target) {
    try {
      return blocks.read(location, target);
    } catch (IOException e) {
      caretaker.stop(e);
      return false;
    }
  }

  /** What can't be read is damaged, and forgotten; unless it was only moved meanwhile. */
  private boolean isDamaged(SegmentKey segment, int block, BlockLocation location) {
    boolean damaged = index.move(segment, block, location, null);
    if (damaged) {
      LOG.debug("Block {} of segment {} is damaged and was dropped", block, segment.id());
    }
    return damaged;
  }

  /**
   * Forgets a block.
   *
   * @param segment its segment
   * @param block its position in the segment, any number
   */
  public void forget(SegmentKey segment, int block) {
    BlockLocation location = locate(segment, block);
    if (location != null) {
      index.move(segment, block, location, null);
    }
  }

  /**
   * Forgets all blocks of a segment.
   *
   * @param segment the segment
   */
  public void forget(SegmentKey segment) {
    index.remove(segment);
  }

  /**
   * The bytes in containers.
   *
   * @return 0 or more
   */
  public long size() {
    return containers.size();
  }

  /**
   * Makes everything that was put survive even a loss of power.
   *
   * @throws IOException if it can't be written
   */
  public void flush() throws IOException {
    caretaker.flush();
  }

  /**
   * Deletes all.
   *
   * @throws IOException if that can't be noted
   */
  public void clear() throws IOException {
    caretaker.clear();
  }

  /** What is done twice a second anyway. */
  public void tend() {
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
