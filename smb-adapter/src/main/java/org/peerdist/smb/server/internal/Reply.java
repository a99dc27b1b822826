package org.peerdist.smb.server.internal;

/** What comes of a request. */
sealed interface Reply permits Answer, Reply.Later, Reply.None {
  /**
   * It is answered later; now only its id is told.
   *
   * @param pending what waits
   */
  record Later(Pending pending) implements Reply {}

  /** It is not answered. */
  record None() implements Reply {}
}
