package org.peerdist.smb.server.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The right of a connection to use files that are elsewhere, for whoever waits for them has a
 * worker. For use by one worker at a time.
 */
final class Turn {
  private final Runnable retry;
  private final List<Budget> held = new ArrayList<>();
  private volatile boolean waiting;

  /**
   * Creates it.
   *
   * @param retry is run when it is worth another try, from any thread
   */
  Turn(Runnable retry) {
    this.retry = retry;
  }

  /** Takes a turn at each place, or none at any and waits for another try. */
  boolean take(Collection<Budget> places) {
    if (waiting) {
      return false;
    }
    for (Budget place : places) {
      // Before it is so: it may be told at once.
      waiting = true;
      if (!place.tryTake(1, this::tell)) {
        giveBack();
        return false;
      }
      waiting = false;
      held.add(place);
    }
    return true;
  }

  /** Whether there is a place where a turn was not needed when they were taken. */
  boolean isShortOf(Collection<Budget> places) {
    return held.size() < places.size();
  }

  private void tell() {
    waiting = false;
    retry.run();
  }

  /** Gives back what was taken; others have their turn then. */
  void giveBack() {
    held.forEach(place -> place.giveBack(1));
    held.clear();
  }
}
