package org.peerdist.client.internal;

import java.util.List;

/** Something to do for a client that shares a download with others. Times in nanoseconds. */
sealed interface SwarmJob {
  /**
   * Ask the network who has what.
   *
   * @param segments the numbers of the segments to ask for
   * @param since when it was decided
   * @param patience how long answers may take at most, if that is longer than usual
   */
  record Probe(List<Integer> segments, long since, long patience) implements SwarmJob {}

  /**
   * Fetch a unit from somebody who said to have it.
   *
   * @param unit which
   * @param service who
   */
  record FromPeer(int unit, String service) implements SwarmJob {}

  /**
   * Fetch a unit from the origin, for all.
   *
   * @param unit which
   */
  record FromOrigin(int unit) implements SwarmJob {}

  /** What became of a unit. */
  enum Outcome {
    /** All of it is in the own cache. */
    DONE,
    /** The peer does not have all of it. */
    MISSING,
    /** The peer has no time now, or is slow; the origin was lost, and may be back. */
    BUSY,
    /** There was no usable answer, or the connection to the origin broke. */
    FAILED,
    /** The peer gave wrong bytes. */
    CORRUPT,
    /** It makes no sense to go on this way. */
    HOPELESS
  }
}
