package org.peerdist.smb.server.internal;

import java.util.BitSet;

/**
 * Which message ids a client may use, [MS-SMB2] 3.3.1.1: each once, and only those that it was
 * granted. For use by one thread.
 */
final class MessageWindow {
  private final int most;
  private final BitSet used = new BitSet();
  private long low;
  private long high = 1;

  MessageWindow(int most) {
    this.most = most;
  }

  /** Takes ids; false if the client may not use one of them. */
  boolean take(long first, int count) {
    if (first < low || first > high - count) {
      return false;
    }
    int start = (int) (first - low);
    int taken = used.nextSetBit(start);
    if (taken >= 0 && taken < start + count) {
      return false;
    }
    used.set(start, start + count);
    int free = used.nextClearBit(0);
    if (free > 0) {
      low += free;
      shift(free);
    }
    return true;
  }

  private void shift(int free) {
    BitSet rest = used.get(free, Math.max(free, used.length()));
    used.clear();
    used.or(rest);
  }

  /** Grants more ids; the client has one to go on with, whatever it asks for. */
  int grant(int wanted) {
    // What is free and what is used out of turn together stay bounded: so does this window.
    int room = (int) Math.max(0, most - (high - low));
    int least = high - low - used.cardinality() == 0 ? 1 : 0;
    int granted = Math.max(least, Math.min(wanted, room));
    high += granted;
    return granted;
  }
}
