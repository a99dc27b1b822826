package org.peerdist.client.internal;

import java.util.List;
import org.peerdist.content.Segment;

/** Where a swarm meets the usual way of a download. */
final class SwarmGate implements Swarm.Usual {
  private final SharedWindow window;
  private final OriginContent origin;
  private final List<Segment> segments;

  SwarmGate(SharedWindow window, OriginContent origin, List<Segment> segments) {
    this.window = window;
    this.origin = origin;
    this.segments = segments;
  }

  /** Without ranges nobody can take a part of its own. */
  boolean isUseful() {
    return origin.givesRanges();
  }

  /** Lets the usual way go on to a segment. */
  void open(int frontier) {
    window.open(
        frontier >= segments.size() ? Long.MAX_VALUE : segments.get(frontier).range().start());
  }

  @Override
  public boolean usesOrigin() {
    return window.usesOrigin();
  }

  @Override
  public int retreat() {
    return window.retreat(this::unitEnd);
  }

  /** The first segment of the unit after the one that a segment is in. */
  private int unitEnd(int segment) {
    return Math.min(segments.size(), (segment / UnitMap.SEGMENTS + 1) * UnitMap.SEGMENTS);
  }
}
