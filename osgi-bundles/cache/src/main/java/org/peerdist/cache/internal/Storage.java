package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
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

  /** POLICY: a cache that found the disk full goes on when so many containers fit on it. */
  private static final int ENOUGH_CONTAINERS = 4;

  private final Path folder;
  private final IndexStore store;
  private final SegmentIndex index;
  private final Containers containers;
  private final BlockStore blocks;
  private final Heartbeat heartbeat;
  private volatile boolean stopped;
  private volatile boolean stoppedByFullDisk;

  private Storage(Path folder, IndexStore store, long limit) throws IOException {
    this.folder = folder;
    this.store = store;
    this.index = new SegmentIndex(store);
    this.containers = Containers.open(folder, store, BlockStore.capacityFor(limit));
    this.blocks = new BlockStore(containers, index, limit);
    this.heartbeat = new Heartbeat(this::beat);
  }

  /**
   * Opens the storage in a folder that this process has locked.
   *
   * @param folder the folder
   * @param limit the most bytes in containers
   * @return the storage
   * @throws IOException if the folder can't be used
   */
  public static Storage open(Path folder, long limit) throws IOException {
    IndexStore store = IndexStore.open(folder);
    boolean opened = false;
    try {
      Storage storage = new Storage(folder, store, limit);
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
   * @return whether it is there now
   */
  public boolean put(VerifiedBlock block) {
    SegmentId id = block.segment().id();
    Optional<SegmentRecord> known = index.find(id);
    if (known.isPresent()) {
      if (!known.get().describesSameAs(SegmentRecord.of(block.segment()))) {
        LOG.debug("Not stored: another segment has the name {}", id);
        return false;
      }
      if (known.get().holds(block.index())) {
        return true;
      }
    }
    if (stopped || !store.isUsable()) {
      return false;
    }
    try {
      return blocks.put(block);
    } catch (IOException e) {
      stop(e);
      return false;
    }
  }

  /**
   * Looks a segment up.
   *
   * @param id its name
   * @return its record, if any block of it is there
   */
  public Optional<SegmentRecord> find(SegmentId id) {
    return index.find(id);
  }

  /**
   * Reads a block. If its bytes are no longer what was written, the block is forgotten.
   *
   * @param id its segment
   * @param index its position in the segment
   * @param target takes the bytes; its position moves behind them
   * @return whether the bytes are there
   */
  public boolean read(SegmentId id, int index, ByteBuffer target) {
    while (true) {
      SegmentRecord record = this.index.find(id).filter(r -> r.holds(index)).orElse(null);
      if (record == null) {
        return false;
      }
      int length = record.blockLength(index);
      if (target.remaining() < length) {
        throw new BufferOverflowException();
      }
      BlockLocation location = record.location(index);
      if (blocks.read(location, target.slice(target.position(), length))) {
        target.position(target.position() + length);
        return true;
      }
      // If it was only moved, it is read from its new place.
      if (this.index.move(id, index, location, null)) {
        LOG.debug("Block {} of segment {} is damaged and was dropped", index, id);
        return false;
      }
    }
  }

  /**
   * Forgets a block.
   *
   * @param id its segment
   * @param index its position in the segment
   */
  public void forget(SegmentId id, int index) {
    this.index
        .find(id)
        .filter(record -> record.holds(index))
        .ifPresent(record -> this.index.move(id, index, record.location(index), null));
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
    containers.force();
    save();
    store.sync();
    if (!store.isUsable()) {
      throw new IOException("the index of the content cache in " + folder + " can't be written");
    }
  }

  /** Deletes all. */
  public synchronized void clear() {
    blocks.clear();
    index.clear();
    store.commit();
    stopped = false;
    stoppedByFullDisk = false;
  }

  private synchronized void save() {
    // Containers first: a commit in between must not know segments in unknown containers.
    containers.save();
    index.save();
    store.commit();
  }

  private void beat() {
    try {
      blocks.shrink();
      if (stoppedByFullDisk && containers.diskHasRoomFor(ENOUGH_CONTAINERS)) {
        stoppedByFullDisk = false;
        stopped = false;
        LOG.info("The content cache in {} stores blocks again", folder);
      }
    } catch (IOException e) {
      LOG.debug("The content cache in {} can't be looked after: {}", folder, e.getMessage());
    }
    save();
  }

  private boolean diskIsFull() {
    try {
      return !containers.diskHasRoomFor(1);
    } catch (IOException e) {
      return false;
    }
  }

  private synchronized void stop(IOException cause) {
    if (!stopped) {
      stopped = true;
      stoppedByFullDisk = diskIsFull();
      LOG.warn(
          "The content cache in {} stores nothing more for now, it can't write: {}",
          folder,
          cause.getMessage());
    }
  }

  /** Saves all, and closes all files. */
  @Override
  public void close() throws IOException {
    heartbeat.close();
    containers.saveAll();
    save();
    containers.close();
    store.close();
  }
}
