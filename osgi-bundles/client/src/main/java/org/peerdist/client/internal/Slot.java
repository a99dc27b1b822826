package org.peerdist.client.internal;

import org.peerdist.content.ContentRange;
import org.peerdist.content.VerifiedBlock;

/** The place of one block in the window. Guarded by the window's lock. */
final class Slot {
  /** How far a block is. */
  enum State {
    /** Somebody has to be asked. */
    WANTED,
    /** A lane was asked. */
    IN_FLIGHT,
    /** A run from the origin will bring it. */
    ORIGIN,
    /** It is here. */
    DONE
  }

  final OpenSegment segment;
  final int index;
  final ContentRange range;

  /** Counts the blocks of the download. */
  final long number;

  State state = State.WANTED;

  /** The lanes that were asked. */
  long tried;

  /** How many lanes have not answered yet, and when the first of them was asked. */
  int flights;

  long since;

  /** When it was first seen that nobody has it; 0 for not yet. */
  long exhaustedSince;

  VerifiedBlock block;

  /** Who brought it; null for the origin. */
  Lane source;

  Slot(OpenSegment segment, int index, long number) {
    this.segment = segment;
    this.index = index;
    this.range = segment.segment().blockRange(index);
    this.number = number;
  }

  void done(VerifiedBlock verified, Lane lane) {
    if (state != State.DONE) {
      state = State.DONE;
      block = verified;
      source = lane;
    }
  }
}
