package org.peerdist.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.peerdist.cache.internal.FolderInUseException;
import org.peerdist.cache.internal.Holding;
import org.peerdist.cache.internal.SegmentDescription;
import org.peerdist.cache.internal.SegmentKey;
import org.peerdist.cache.internal.StorageFolder;
import org.peerdist.cache.internal.StorageOpener;
import org.peerdist.cache.internal.Storages;
import org.peerdist.content.ContentTag;
import org.peerdist.content.SegmentId;
import org.peerdist.content.VerifiedBlock;

/**
 * Verified blocks on disk, up to a limit; what nobody reads goes first.
 *
 * <p>What was put is there after a sudden end of the process, but for the last second; after a loss
 * of power, what was put before the last {@link #flush}, or is at least not there rather than
 * wrong. A folder is open once at a time.
 *
 * <p>Whatever fails here must not stop a download: blocks that can't be stored are not stored, and
 * blocks that can't be read are absent. Safe for use by many threads. After {@link #close} all
 * methods but {@code close} throw {@link IllegalStateException}.
 */
public final class ContentCache implements AutoCloseable {
  private final Storages storages;
  private final OpaqueBlocks opaqueBlocks;
  private final CacheMaintenance maintenance;
  private final ReadWriteLock lifecycle = new ReentrantReadWriteLock();
  private final List<DamageListener> damageListeners = new CopyOnWriteArrayList<>();
  private boolean closed;

  private ContentCache(Storages storages) {
    this.storages = storages;
    storages.onDamage((key, block) -> tellDamage(key.id(), block));
    this.opaqueBlocks = new OpaqueBlocks(this, storages);
    this.maintenance = new CacheMaintenance(this, storages);
  }

  /**
   * Opens the cache in a folder. Takes no longer for a full cache than for an empty one: the blocks
   * are not read. An index that is damaged is set aside, and the cache starts empty.
   *
   * @param folder the folder; it is created, or made private to its owner
   * @param options how to keep the cache
   * @return the cache, to be closed
   * @throws CacheInUseException if it is open elsewhere, in this process or another one
   * @throws IOException if the folder can't be used
   */
  public static ContentCache open(Path folder, CacheOptions options) throws IOException {
    return open(folder, options, InstantSource.system());
  }

  static ContentCache open(Path folder, CacheOptions options, InstantSource clock)
      throws IOException {
    StorageOpener opener = new StorageOpener(clock, options.maxAge());
    opener.open(folder, options.limit()::on);
    return finish(opener);
  }

  /**
   * Opens a cache in several folders. A folder that is missing, in use or broken costs one line in
   * the log, and the others go on without it. New segments come to where there is most room.
   *
   * @param folders at least one
   * @param options how to keep the cache; what they say of its limit is not used
   * @return the cache, to be closed
   * @throws CacheInUseException if no folder can be opened, and one is open elsewhere
   * @throws IOException if no folder can be opened
   */
  public static ContentCache open(List<CacheFolder> folders, CacheOptions options)
      throws IOException {
    return open(folders, options, InstantSource.system());
  }

  static ContentCache open(List<CacheFolder> folders, CacheOptions options, InstantSource clock)
      throws IOException {
    if (folders.isEmpty()) {
      throw new IllegalArgumentException("a content cache needs a folder");
    }
    StorageOpener opener = new StorageOpener(clock, options.maxAge());
    for (CacheFolder folder : folders) {
      if (Files.isDirectory(folder.path())) {
        opener.open(folder.path().resolve(CacheFolder.NAME), folder.limit()::on);
      } else {
        opener.fail(
            new IOException(
                "the folder " + folder.path() + " for the content cache does not exist"));
      }
    }
    return finish(opener);
  }

  private static ContentCache finish(StorageOpener opener) throws IOException {
    try {
      return new ContentCache(opener.storages());
    } catch (FolderInUseException e) {
      throw new CacheInUseException(e.folder());
    }
  }

  /**
   * Stores a block. If it is there already, nothing happens.
   *
   * <p>It is written within a second, with others. When the disk is full or fails, the cache says
   * so once in the log, what was not yet written is absent again, and nothing more is stored until
   * there is room; what it has can still be read.
   *
   * @param block the block; its bytes are copied before this returns
   * @return true if it is there now; false if it could not be stored, or if the cache has a segment
   *     of the same name with another length or secret
   */
  public boolean put(VerifiedBlock block) {
    return put(block, ContentTag.NONE);
  }

  /**
   * Stores a block: {@link #put(VerifiedBlock)} for a certain application.
   *
   * @param block the block; its bytes are copied before this returns
   * @param tag the application; a segment has that of its first block
   * @return true if it is there now
   */
  public boolean put(VerifiedBlock block, ContentTag tag) {
    Lock lock = use();
    try {
      return storages.put(block, tag);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Looks a segment up.
   *
   * @param id its name
   * @return what there is of it, if anything
   */
  public Optional<CachedSegment> find(SegmentId id) {
    Lock lock = use();
    try {
      return storages.find(SegmentKey.verified(id)).map(ContentCache::segment);
    } finally {
      lock.unlock();
    }
  }

  static CachedSegment segment(Holding holding) {
    SegmentDescription segment = holding.segment();
    return new CachedSegment(
        holding.key().id(),
        segment.secret(),
        segment.algorithm(),
        segment.version(),
        segment.length(),
        segment.blockCount(),
        segment.tag(),
        holding.stored(),
        holding.used(),
        holding.blocks());
  }

  /**
   * Whether a block is there. It may still turn out to be damaged when it is read.
   *
   * @param id its segment
   * @param index its position in the segment, any number
   * @return true if it is there
   */
  public boolean holds(SegmentId id, int index) {
    Lock lock = use();
    try {
      return storages.holds(SegmentKey.verified(id), index);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Reads a block into a new buffer. The same as {@link #read(SegmentId, int, ByteBuffer)}.
   *
   * @param id its segment
   * @param index its position in the segment, any number
   * @return its bytes, 1 to 131,072, or nothing if it is not there or was damaged
   */
  public Optional<ByteBuffer> read(SegmentId id, int index) {
    Lock lock = use();
    try {
      return storages.read(SegmentKey.verified(id), index);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Reads a block into a buffer.
   *
   * <p>POLICY: the bytes are checked against a CRC32C that was made when they were put, and a block
   * that is damaged is dropped. That finds what happens on disks at more than 10 GB/s; it is no
   * SHA, because whoever receives the block verifies it with that.
   *
   * @param id its segment
   * @param index its position in the segment, any number
   * @param target takes the bytes at its position, which moves behind them if the block is there
   *     and stays otherwise; what was between them may be overwritten in any case
   * @return true if the block is there and sound
   * @throws java.nio.BufferOverflowException if the target has less room than the block is long
   */
  public boolean read(SegmentId id, int index, ByteBuffer target) {
    Lock lock = use();
    try {
      return storages.read(SegmentKey.verified(id), index, target);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Drops a block whose hash turned out to be wrong, so that it is fetched and stored again.
   *
   * @param id its segment
   * @param index its position in the segment, any number
   */
  public void drop(SegmentId id, int index) {
    Lock lock = use();
    try {
      boolean held = storages.holds(SegmentKey.verified(id), index);
      storages.forget(SegmentKey.verified(id), index);
      if (held) {
        tellDamage(id, index);
      }
    } finally {
      lock.unlock();
    }
  }

  void tellDamage(SegmentId segment, int block) {
    damageListeners.forEach(listener -> listener.dropped(segment, block));
  }

  /**
   * Tells somebody of each block that is dropped from now on because it is damaged.
   *
   * @param listener is told
   */
  public void addDamageListener(DamageListener listener) {
    damageListeners.add(listener);
  }

  /**
   * Does not tell somebody any more.
   *
   * @param listener the same object as before
   */
  public void removeDamageListener(DamageListener listener) {
    damageListeners.remove(listener);
  }

  /**
   * The blocks that are stored as they came, because nobody here could verify them.
   *
   * @return a view of this cache
   */
  public OpaqueBlocks opaqueBlocks() {
    return opaqueBlocks;
  }

  /**
   * The bytes that the containers take on disk, with what is no longer needed in them.
   *
   * @return 0 or more
   */
  public long size() {
    Lock lock = use();
    try {
      return storages.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The most bytes that the containers may take.
   *
   * @return at least {@link CacheOptions#MIN_BYTES}
   */
  public long limit() {
    return storages.limit();
  }

  /**
   * The folders that it is in.
   *
   * @return at least one
   */
  public List<Path> folders() {
    return storages.folders().stream().map(StorageFolder::path).toList();
  }

  /**
   * Whether blocks can be stored, as far as is known.
   *
   * @return false while the disk is full or broken in all folders
   */
  public boolean isWritable() {
    Lock lock = use();
    try {
      return storages.isWritable();
    } finally {
      lock.unlock();
    }
  }

  /**
   * What those do who look after the cache.
   *
   * @return a view of this cache
   */
  public CacheMaintenance maintenance() {
    return maintenance;
  }

  /**
   * Makes everything that was put so far survive a loss of power.
   *
   * @throws IOException if it can't be written
   */
  public void flush() throws IOException {
    Lock lock = use();
    try {
      storages.flush();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Deletes all blocks.
   *
   * @throws IOException if the disk fails; they are absent anyway
   */
  public void clear() throws IOException {
    lifecycle.writeLock().lock();
    try {
      checkOpen();
      storages.clear();
    } finally {
      lifecycle.writeLock().unlock();
    }
  }

  /** Keeps the cache open until the lock is given back. */
  Lock use() {
    Lock lock = lifecycle.readLock();
    lock.lock();
    try {
      checkOpen();
    } catch (IllegalStateException e) {
      lock.unlock();
      throw e;
    }
    return lock;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the content cache is closed");
    }
  }

  /** Does what is due twice a second at once. */
  void tend() {
    storages.tend();
  }

  /** Waits for what is under way, saves all, and gives the folder back. */
  @Override
  public void close() throws IOException {
    lifecycle.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        storages.close();
      }
    } finally {
      lifecycle.writeLock().unlock();
    }
  }
}
