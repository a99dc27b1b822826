package org.peerdist.cache;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.peerdist.cache.internal.Holding;
import org.peerdist.cache.internal.SegmentDescription;
import org.peerdist.cache.internal.SegmentKey;
import org.peerdist.cache.internal.Storages;
import org.peerdist.content.SegmentId;

/**
 * The blocks of a content cache that are stored as they came, because nobody here knows their
 * hashes or their key: a hosted cache keeps cipher, initialisation vector and ciphertext in a form
 * of its own. They share the limits of the cache with the verified blocks and are evicted like
 * these, and are never mixed up with them: each knows only its own segments, also of one name.
 *
 * <p>What is read is what was put, or nothing. Safe for use by many threads; after {@link
 * ContentCache#close} every method throws {@link IllegalStateException}.
 */
public final class OpaqueBlocks {
  /** The greatest length of a stored block in bytes: 128 KiB and 256 bytes around it. */
  public static final int MAX_LENGTH = OpaqueSegment.MAX_BLOCK_LENGTH + 256;

  private final ContentCache cache;
  private final Storages storages;

  OpaqueBlocks(ContentCache cache, Storages storages) {
    this.cache = cache;
    this.storages = storages;
  }

  /**
   * Stores a block. If it is there already, nothing happens.
   *
   * @param segment its segment
   * @param index its position in the segment
   * @param bytes what is stored, 1 to {@link #MAX_LENGTH} bytes; the position of the buffer stays
   *     where it is, and its bytes are copied before this returns
   * @return true if it is there now; false if it could not be stored, or if the cache has an opaque
   *     segment of the same name with other measures
   * @throws IndexOutOfBoundsException if the segment has no such block
   * @throws IllegalArgumentException if there are no bytes, or more than can be stored
   */
  public boolean put(OpaqueSegment segment, int index, ByteBuffer bytes) {
    Objects.checkIndex(index, segment.blockCount());
    if (!bytes.hasRemaining() || bytes.remaining() > MAX_LENGTH) {
      throw new IllegalArgumentException("an opaque block of " + bytes.remaining() + " bytes");
    }
    Lock lock = cache.use();
    try {
      SegmentDescription description =
          SegmentDescription.ofOpaque(segment.length(), segment.blockLength(), segment.tag());
      return storages.put(SegmentKey.opaque(segment.id()), description, index, bytes);
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
  public Optional<CachedOpaqueSegment> find(SegmentId id) {
    Lock lock = cache.use();
    try {
      return storages.find(SegmentKey.opaque(id)).map(OpaqueBlocks::segment);
    } finally {
      lock.unlock();
    }
  }

  static CachedOpaqueSegment segment(Holding holding) {
    SegmentDescription known = holding.segment();
    OpaqueSegment segment =
        new OpaqueSegment(holding.key().id(), known.length(), known.blockLength(), known.tag());
    return new CachedOpaqueSegment(segment, holding.stored(), holding.used(), holding.blocks());
  }

  /**
   * Reads a block. One that is damaged on the disk is dropped.
   *
   * @param id its segment
   * @param index its position in the segment, any number
   * @return what was put, 1 to {@link #MAX_LENGTH} bytes, or nothing if it is not there or was
   *     damaged
   */
  public Optional<ByteBuffer> read(SegmentId id, int index) {
    Lock lock = cache.use();
    try {
      return storages.read(SegmentKey.opaque(id), index);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Drops all blocks of a segment, as when they turned out to be of no use.
   *
   * @param id its name
   */
  public void drop(SegmentId id) {
    Lock lock = cache.use();
    try {
      storages.forget(SegmentKey.opaque(id));
    } finally {
      lock.unlock();
    }
  }
}
