package org.peerdist.discovery;

import java.time.Duration;
import java.util.Optional;

/**
 * What there is of a segment to give out.
 *
 * @param blocksHeld the number of its blocks that are there, 1 to {@code blocksTotal}
 * @param blocksTotal the number of blocks of the whole segment, 1 to 512
 * @param age the time since the segment was first stored, if it is known
 */
public record Holding(int blocksHeld, int blocksTotal, Optional<Duration> age) {
  public Holding {
    if (blocksHeld < 1 || blocksTotal < blocksHeld || blocksTotal > 512) {
      throw new IllegalArgumentException(blocksHeld + " of " + blocksTotal + " blocks");
    }
  }

  /**
   * A holding of unknown age.
   *
   * @param blocksHeld the number of blocks that are there
   * @param blocksTotal the number of blocks of the whole segment
   * @return the holding
   */
  public static Holding of(int blocksHeld, int blocksTotal) {
    return new Holding(blocksHeld, blocksTotal, Optional.empty());
  }

  /**
   * Whether all of the segment is there.
   *
   * @return true if no block is missing
   */
  public boolean isComplete() {
    return blocksHeld == blocksTotal;
  }
}
