package org.peerdist.origin;

/** What happens to the handlers inside when hashes were sent instead of what they write. */
public enum HitMode {
  /**
   * Their first write fails, as if the client had gone. They stop to read what nobody gets; this is
   * what static files want.
   */
  ABORT,
  /**
   * Their writes succeed and the bytes are dropped, for applications that must run to their end.
   */
  DISCARD
}
