package org.peerdist.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import org.peerdist.content.ContentTag;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.SegmentId;
import org.peerdist.content.SegmentSecret;

/**
 * What the content cache has of a segment, as it was when it was asked.
 *
 * @param id the public name of the segment
 * @param secret its secret
 * @param algorithm the hash of its content information
 * @param version the version of its content information
 * @param length the length of the whole segment, 1 to 33,554,432 bytes
 * @param blockCount the number of blocks of the whole segment, 1 to 512
 * @param tag the application that its first block was put for
 * @param stored when its first block was put
 * @param used when a block of it was last put or read, or up to a day earlier
 * @param blocks the blocks that are there, at least one; a copy for whoever asks
 */
public record CachedSegment(
    SegmentId id,
    SegmentSecret secret,
    HashAlgorithm algorithm,
    ContentVersion version,
    int length,
    int blockCount,
    ContentTag tag,
    Instant stored,
    Instant used,
    BitSet blocks) {
  public CachedSegment {
    blocks = (BitSet) blocks.clone();
  }

  @Override
  public BitSet blocks() {
    return (BitSet) blocks.clone();
  }

  /**
   * The time since its first block was put.
   *
   * @param now the time
   * @return a duration that is not negative, whatever became of the clock
   */
  public Duration age(Instant now) {
    return now.isBefore(stored) ? Duration.ZERO : Duration.between(stored, now);
  }

  /**
   * Whether all blocks are there.
   *
   * @return true if they are
   */
  public boolean isComplete() {
    return blocks.cardinality() == blockCount;
  }
}
