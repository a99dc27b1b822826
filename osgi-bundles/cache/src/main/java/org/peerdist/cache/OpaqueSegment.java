package org.peerdist.cache;

import org.peerdist.content.ContentTag;
import org.peerdist.content.SegmentId;
import org.peerdist.content.Version1Encoding;

/**
 * A segment of which nothing but its name and its measures is known, as an offer to a hosted cache
 * tells them ([MS-PCHC] 2.2.1.5): no secret, no hash. What is stored of it can't be verified here,
 * only by whoever asks for it.
 *
 * @param id the name of the segment
 * @param length the length of the whole segment, 1 to 33,554,432 bytes
 * @param blockLength the length of all its blocks but the last, so that there are at most 512; 1 to
 *     131,072 bytes
 * @param tag the application that the content was fetched for
 */
public record OpaqueSegment(SegmentId id, int length, int blockLength, ContentTag tag) {
  /** The greatest length of a block in bytes, not encrypted. */
  public static final int MAX_BLOCK_LENGTH = 128 * 1024;

  private static final int MAX_BLOCKS = 512;

  public OpaqueSegment {
    if (!isPossible(length, blockLength)) {
      throw new IllegalArgumentException(
          "no segment has " + length + " bytes in blocks of " + blockLength);
    }
  }

  /**
   * Whether there can be such a segment.
   *
   * @param length the length of the segment, any number
   * @param blockLength the length of its blocks, any number
   * @return true if a segment can be made of these
   */
  public static boolean isPossible(long length, long blockLength) {
    return length >= 1
        && length <= Version1Encoding.SEGMENT_LENGTH
        && blockLength >= 1
        && blockLength <= MAX_BLOCK_LENGTH
        && (length + blockLength - 1) / blockLength <= MAX_BLOCKS;
  }

  /**
   * The number of blocks of the whole segment.
   *
   * @return 1 to 512
   */
  public int blockCount() {
    return (length + blockLength - 1) / blockLength;
  }
}
