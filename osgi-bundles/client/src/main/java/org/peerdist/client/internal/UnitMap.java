package org.peerdist.client.internal;

/**
 * How the segments of a content are put together to units, of which one client fetches all. Every
 * client does it in the same way.
 *
 * @param segments how many segments the content has, 1 or more
 * @param start the first segment that is wanted
 */
record UnitMap(int segments, int start) {
  /** POLICY: at least about 1 MiB, so that a request to the origin costs little. */
  static final int LEAST = 16;

  /** POLICY: at most about 4 MiB, so that many clients have something to do. */
  static final int MOST = 64;

  /** POLICY: not so many units that probes for all of them take long. */
  private static final int UNITS = 128;

  /** How many segments a unit has, but for the last one. */
  int perUnit() {
    int size = LEAST;
    while (size < MOST && segments > size * UNITS) {
      size *= 2;
    }
    return size;
  }

  /** How many units there are, of which those before the first one that is wanted count. */
  int count() {
    return (segments + perUnit() - 1) / perUnit();
  }

  /** The unit that a segment is in. */
  int unitOf(int segment) {
    return segment / perUnit();
  }

  /** The number of the first segment after a unit. */
  int end(int unit) {
    return Math.min(segments, (unit + 1) * perUnit());
  }

  /** The number of the first segment that is wanted of a unit. */
  int first(int unit) {
    return Math.max(start, unit * perUnit());
  }

  /**
   * Who has this segment has begun with the unit. Of the first unit it is the second one, as
   * everybody has the very first.
   */
  int marker(int unit) {
    return Math.max(1, unit * perUnit());
  }

  /** The number of the last segment of a unit: who has it has all of it, as they go in order. */
  int last(int unit) {
    return end(unit) - 1;
  }
}
