package org.peerdist.client.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.peerdist.api.SourceKind;

/** The lanes of a download in the order in which they are asked. Guarded by the window's lock. */
final class Lanes {
  private final List<Lane> lanes = new ArrayList<>();
  private final int mostInFlight;
  private int inFlight;
  private Lane lastGood;

  /**
   * Creates it without lanes.
   *
   * @param mostInFlight how many blocks all lanes together are asked for at once
   */
  Lanes(int mostInFlight) {
    this.mostInFlight = mostInFlight;
  }

  void add(Lane lane) {
    lanes.add(lane);
    lanes.sort(Comparator.comparing(Lane::kind));
  }

  boolean haveCapacity(long now) {
    if (inFlight >= mostInFlight) {
      return false;
    }
    for (Lane lane : lanes) {
      if (lane.hasCapacity(now)) {
        return true;
      }
    }
    return false;
  }

  void asked(Lane lane) {
    inFlight++;
    lane.asked();
  }

  void answered() {
    inFlight--;
  }

  void found(Lane lane) {
    inFlight--;
    lastGood = lane;
  }

  /** How long the fastest peer usually takes for a block; 0 if nothing is known. */
  long best() {
    long best = 0;
    for (Lane lane : lanes) {
      long latency = lane.latency();
      if (lane.number() != Lane.CACHE && latency > 0 && (best == 0 || latency < best)) {
        best = latency;
      }
    }
    return best;
  }

  /**
   * Whom to ask for a block: of the first kind of which somebody may have it, the last good one if
   * possible, and a slow one only if nobody else may have it.
   *
   * @return null if all who may have it are busy, or nobody may
   */
  Lane choose(Slot slot, long now) {
    Lane chosen = null;
    Lane hope = null;
    Lane slow = null;
    for (Lane lane : lanes) {
      if (hope != null && hope.kind() != lane.kind()) {
        break;
      }
      if (!lane.isSuspect() && lane.may(slot)) {
        if (lane.isResting(now)) {
          slow = slow == null && lane.hasCapacity(now) ? lane : slow;
          continue;
        }
        hope = lane;
        if (lane.hasCapacity(now) && (chosen == null || lane == lastGood)) {
          chosen = lane;
        }
      }
    }
    return hope == null ? slow : chosen;
  }

  /** Any lane that may have a block and is not busy. */
  Lane chooseAny(Slot slot, long now) {
    for (Lane lane : lanes) {
      if (lane.hasCapacity(now) && !lane.isSuspect() && lane.may(slot)) {
        return lane;
      }
    }
    return null;
  }

  /** Whether it is worth waiting for a lane to give a block. */
  boolean mayHave(Slot slot) {
    for (Lane lane : lanes) {
      if (!lane.isSuspect() && lane.may(slot)) {
        return true;
      }
    }
    return false;
  }

  /** Whether there are peers at all. */
  boolean areAlive() {
    for (Lane lane : lanes) {
      if (lane.number() != Lane.CACHE && !lane.isDropped() && !lane.isSuspect()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a lane for which nobody waits now may give blocks later. */
  boolean mayRecover() {
    for (Lane lane : lanes) {
      if (lane.isSuspect() && !lane.isDropped()) {
        return true;
      }
    }
    return false;
  }

  /** How many of those that discovery found have gone, or may have. */
  int lost() {
    int lost = 0;
    for (Lane lane : lanes) {
      if (lane.kind() == SourceKind.DISCOVERED_PEER && (lane.isDropped() || lane.isSuspect())) {
        lost++;
      }
    }
    return lost;
  }

  /** The lanes of which nothing is heard and that may be asked once more. */
  List<Lane> suspects(long now) {
    List<Lane> found = new ArrayList<>();
    for (Lane lane : lanes) {
      if (lane.isSuspect() && lane.hasCapacity(now)) {
        found.add(lane);
      }
    }
    return found;
  }
}
