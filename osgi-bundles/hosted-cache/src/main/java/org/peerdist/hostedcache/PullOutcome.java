package org.peerdist.hostedcache;

/** What came of fetching a segment. */
enum PullOutcome {
  /** All that was missing is there. */
  COMPLETE,
  /** The client did not give all of it, but speaks the protocol. */
  INCOMPLETE,
  /** Nobody listens there, or who does gives no valid answer in time. */
  FAILED,
  /** It can't be stored. */
  NOT_STORED
}
