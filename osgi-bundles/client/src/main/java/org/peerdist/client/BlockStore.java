package org.peerdist.client;

import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import org.peerdist.cache.ContentCache;
import org.peerdist.content.ContentTag;
import org.peerdist.content.Segment;
import org.peerdist.content.VerifiedBlock;

/** The own cache, as the client sees it. It never fails: what it can't do, it leaves. */
public interface BlockStore {
  /** No cache at all. Nobody else makes one, so no other thread can be in the middle of that. */
  @SuppressWarnings("ClassInitializationDeadlock")
  BlockStore NONE = new NoBlockStore();

  /**
   * A content cache as the client's own.
   *
   * @param cache the cache; remains the caller's to close, after the last download
   * @return its view for a client
   */
  static BlockStore of(ContentCache cache) {
    return new CacheStore(cache);
  }

  /**
   * The blocks that it has of a segment.
   *
   * @param segment the segment
   * @return their indexes; empty if it has none
   */
  BitSet held(Segment segment);

  /**
   * Reads a block and verifies it.
   *
   * @param segment the segment
   * @param index the block
   * @return the block, or nothing if it is not there any more or not right
   */
  Optional<VerifiedBlock> read(Segment segment, int index);

  /**
   * How much it keeps.
   *
   * @return the most bytes that are there at once; 0 if that is not known, or if there are none
   */
  long limit();

  /**
   * Keeps a block.
   *
   * @param block the block
   */
  void put(VerifiedBlock block);

  /**
   * Keeps a block for a tag, by which it can be dropped again.
   *
   * @param block the block
   * @param tag the tag; left aside by stores that have none
   */
  default void put(VerifiedBlock block, ContentTag tag) {
    put(block);
  }

  /**
   * Drops what was kept for a tag.
   *
   * @param tag the tag
   * @return how many segments were dropped
   * @throws IOException if that can't be saved
   */
  default long flush(ContentTag tag) throws IOException {
    return 0;
  }
}
