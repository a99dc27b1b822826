package org.peerdist.client.internal;

import java.util.List;
import org.peerdist.api.ContentOrigin;
import org.peerdist.content.Segment;

/** Where a swarm meets the usual way of a download. */
final class SwarmGate implements SharedSwarm.Gate {
  private final SharedWindow window;
  private final ContentOrigin origin;
  private final UnitMap map;
  private final List<Segment> segments;

  SwarmGate(SharedWindow window, ContentOrigin origin, UnitMap map, List<Segment> segments) {
    this.map = map;
    this.window = window;
    this.origin = origin;
    this.segments = segments;
  }

  /** Without ranges nobody can take a part of its own. */
  @Override
  public boolean isUseful() {
    return origin.givesRanges();
  }

  @Override
  public void open(int frontier) {
    window.open(
        frontier >= segments.size() ? Long.MAX_VALUE : segments.get(frontier).range().start());
  }

  @Override
  public void arrived(int unit) {
    // The usual way is let on from the first unit to the last.
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
