package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.peerdist.content.ContentTag;
import org.peerdist.content.Segment;
import org.peerdist.content.VerifiedBlock;

/**
 * All folders of a content cache. A new segment comes to one of them by chance, the more likely the
 * more room it has; its other blocks follow. If its folder takes nothing more they come to another
 * one, so that a segment may be in several. Safe for use by many threads, but not while {@link
 * #clear} or {@link #close} run.
 */
public final class Storages implements AutoCloseable {
  private static final int PAGE = 256;

  private final List<StorageFolder> folders;
  private final List<Storage> all;

  /**
   * Takes folders that are open.
   *
   * @param folders at least one
   */
  Storages(List<StorageFolder> folders) {
    this.folders = List.copyOf(folders);
    this.all = folders.stream().map(StorageFolder::storage).toList();
  }

  /**
   * Tells somebody of each block that is found damaged when it is read.
   *
   * @param listener gets the segment and the position of the block in it
   */
  public void onDamage(BiConsumer<SegmentKey, Integer> listener) {
    all.forEach(storage -> storage.onDamage(listener));
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
   * Stores a block.
   *
   * @param key its segment
   * @param segment its segment
   * @param block its position in the segment
   * @param data its bytes
   * @return whether it is there now
   */
  public boolean put(SegmentKey key, SegmentDescription segment, int block, ByteBuffer data) {
    if (all.size() == 1) {
      return all.get(0).put(key, segment, block, data);
    }
    Storage home = null;
    for (Storage storage : all) {
      SegmentRecord known = storage.find(key);
      if (known != null && (known.holds(block) || !known.description().isSameSegment(segment))) {
        return storage.put(key, segment, block, data);
      }
      home = known != null && storage.isWritable() ? storage : home;
    }
    if (home != null && home.put(key, segment, block, data)) {
      return true;
    }
    for (Storage storage : Choice.order(all, key)) {
      if (storage.isWritable() && storage.put(key, segment, block, data)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Looks a segment up.
   *
   * @param key the segment
   * @return what there is of it, if anything
   */
  public Optional<Holding> find(SegmentKey key) {
    Holding found = null;
    for (Storage storage : all) {
      SegmentRecord record = storage.find(key);
      if (record != null) {
        Holding here = Holding.of(key, record);
        found = found == null ? here : found.with(here);
      }
    }
    return Optional.ofNullable(found);
  }

  /**
   * Whether a block is there. It may turn out to be damaged.
   *
   * @param key its segment
   * @param block its position in the segment, any number
   * @return true if it is
   */
  public boolean holds(SegmentKey key, int block) {
    for (Storage storage : all) {
      SegmentRecord record = storage.find(key);
      if (record != null && record.holds(block)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads a block into a new buffer.
   *
   * @param key its segment
   * @param block its position in the segment, any number
   * @return its bytes, or nothing if it is not there or was damaged
   */
  public Optional<ByteBuffer> read(SegmentKey key, int block) {
    Optional<ByteBuffer> bytes = Optional.empty();
    for (Iterator<Storage> left = all.iterator(); bytes.isEmpty() && left.hasNext(); ) {
      bytes = left.next().read(key, block);
    }
    return bytes;
  }

  /**
   * Reads a block as if nobody did.
   *
   * @param key its segment
   * @param block its position in the segment, any number
   * @return its bytes, or nothing if it is not there or was damaged
   */
  public Optional<ByteBuffer> peek(SegmentKey key, int block) {
    Optional<ByteBuffer> bytes = Optional.empty();
    for (Iterator<Storage> left = all.iterator(); bytes.isEmpty() && left.hasNext(); ) {
      bytes = left.next().peek(key, block);
    }
    return bytes;
  }

  /** The hashes of all blocks of a segment one after the other, or null if they are not known. */
  byte[] hashes(SegmentKey key) {
    byte[] hashes = null;
    for (Iterator<Storage> left = all.iterator(); hashes == null && left.hasNext(); ) {
      hashes = left.next().hashes(key);
    }
    return hashes;
  }

  /**
   * Reads a block. If its bytes are no longer what was written, the block is forgotten.
   *
   * @param key its segment
   * @param block its position in the segment, any number
   * @param target takes the bytes; its position moves behind them
   * @return whether the bytes are there
   */
  public boolean read(SegmentKey key, int block, ByteBuffer target) {
    for (Storage storage : all) {
      if (storage.read(key, block, target)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Forgets a block.
   *
   * @param key its segment
   * @param block its position in the segment, any number
   */
  public void forget(SegmentKey key, int block) {
    all.forEach(storage -> storage.forget(key, block));
  }

  /**
   * Forgets all blocks of a segment.
   *
   * @param key the segment
   */
  public void forget(SegmentKey key) {
    all.forEach(storage -> storage.forget(key));
  }

  /**
   * Shows all segments that were put before the last {@link #flush}, those in several folders once.
   *
   * @param visitor gets each
   */
  public void visit(Consumer<Holding> visitor) {
    for (int i = 0; i < all.size(); i++) {
      List<SegmentKey> keys = all.get(i).keysAfter(null, PAGE);
      while (!keys.isEmpty()) {
        for (SegmentKey key : keys) {
          if (isFirst(key, i)) {
            find(key).ifPresent(visitor);
          }
        }
        keys = all.get(i).keysAfter(keys.get(keys.size() - 1), PAGE);
      }
    }
  }

  private boolean isFirst(SegmentKey key, int folder) {
    for (int i = 0; i < folder; i++) {
      if (all.get(i).find(key) != null) {
        return false;
      }
    }
    return true;
  }

  /**
   * The folders.
   *
   * @return all of them that could be opened
   */
  public List<StorageFolder> folders() {
    return folders;
  }

  /**
   * Whether blocks can be stored, as far as is known.
   *
   * @return true if a folder takes them
   */
  public boolean isWritable() {
    return all.stream().anyMatch(Storage::isWritable);
  }

  /**
   * The bytes in containers.
   *
   * @return 0 or more
   */
  public long size() {
    return all.stream().mapToLong(Storage::size).sum();
  }

  /**
   * The most bytes in containers.
   *
   * @return the sum of the folders' limits
   */
  public long limit() {
    return all.stream().mapToLong(Storage::limit).sum();
  }

  /**
   * Makes everything that was put survive even a loss of power.
   *
   * @throws IOException if it can't be written
   */
  public void flush() throws IOException {
    for (Storage storage : all) {
      storage.flush();
    }
  }

  /**
   * Deletes all.
   *
   * @throws IOException if that can't be noted
   */
  public void clear() throws IOException {
    for (Storage storage : all) {
      storage.clear();
    }
  }

  /** Does what is done twice a second anyway. */
  public void tend() {
    all.forEach(Storage::tend);
  }

  /** Saves all, and closes all files. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (StorageFolder folder : new ArrayList<>(folders)) {
      try {
        folder.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
