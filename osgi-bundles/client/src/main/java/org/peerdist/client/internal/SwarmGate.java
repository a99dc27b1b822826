package org.peerdist.client.internal;

import java.util.List;
import org.peerdist.content.Segment;

/** Where a swarm meets the usual way of a download. */
final class SwarmGate implements Swarm.Usual {
  private final SharedWindow window;
  private final OriginContent origin;
  private final UnitMap map;
  private final List<Segment> segments;

  SwarmGate(SharedWindow window, OriginContent origin, UnitMap map, List<Segment> segments) {
    this.map = map;
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
    return window.retreat(segment -> map.end(map.unitOf(segment)));
  }
}
