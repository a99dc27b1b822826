package org.peerdist.client.internal;

/**
 * How the segments of a content are put together to units, of which one client fetches all. Every
 * client does it in the same way.
 *
 * @param segments how many segments the content has, 1 or more
 * @param start the first segment that is wanted
 */
record UnitMap(int segments, int start) {
  /** POLICY: about 1 MiB, so that a request to the origin costs little beside its bytes. */
  static final int SEGMENTS = 16;

  /** How many units there are, of which those before the first one that is wanted count. */
  int count() {
    return (segments + SEGMENTS - 1) / SEGMENTS;
  }

  /** The unit that a segment is in. */
  int unitOf(int segment) {
    return segment / SEGMENTS;
  }

  /** The number of the first segment that is wanted of a unit. */
  int first(int unit) {
    return Math.max(start, unit * SEGMENTS);
  }

  /**
   * Who has this segment has begun with the unit. Of the first unit it is the second one, as
   * everybody has the very first.
   */
  int marker(int unit) {
    return Math.max(1, unit * SEGMENTS);
  }

  /** The number of the last segment of a unit: who has it has all of it, as they go in order. */
  int last(int unit) {
    return Math.min(segments, (unit + 1) * SEGMENTS) - 1;
  }
}
