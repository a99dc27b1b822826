package org.peerdist.client.internal;

import java.util.List;
import org.peerdist.content.Segment;

/** Something for a thread to do. */
sealed interface Job {
  /**
   * Ask a lane for a block.
   *
   * @param lane whom to ask
   * @param slot for which block
   * @param since when it was decided
   */
  record Ask(Lane lane, Slot slot, long since) implements Job {}

  /**
   * Fetch blocks from the origin.
   *
   * @param run which
   */
  record Fetch(OriginRun run) implements Job {}

  /**
   * Look for peers.
   *
   * @param segments which segments to look for
   */
  record Probe(List<Segment> segments) implements Job {}
}
