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

  /** The lanes that said not to have it and may only be busy, and when to ask them once more. */
  long doubted;

  long doubtedUntil;

  /** Whether one was asked once more. */
  boolean askedTwice;

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

  /** A lane may be asked again. */
  void untry(Lane lane) {
    tried &= ~lane.bit();
  }

  /** A lane that said not to have it may be asked again later. */
  void doubt(Lane lane, long until) {
    doubted |= lane.bit();
    doubtedUntil = until;
  }

  /** What a lane said is so. */
  void trust(Lane lane) {
    doubted &= ~lane.bit();
  }

  /** Lets the lanes be asked that were doubted. */
  void settle() {
    tried &= ~doubted;
    doubted = 0;
    askedTwice = true;
  }

  void done(VerifiedBlock verified, Lane lane) {
    if (state != State.DONE) {
      state = State.DONE;
      block = verified;
      source = lane;
    }
  }
}
