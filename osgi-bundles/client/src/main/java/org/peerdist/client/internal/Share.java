package org.peerdist.client.internal;

/** Which part somebody takes of what many clients fetch at the same moment, in rising order. */
enum Share {
  /** A hosted cache, which only has what it was offered. */
  HOSTED,
  /** It gives what it has, and fetches nothing. */
  NONE,
  /** It is slow because it is told to be, and takes a part where nobody takes a full one. */
  SPARE,
  /** As much as everybody. */
  FULL;

  /** Whether it is any part. */
  boolean works() {
    return compareTo(NONE) > 0;
  }
}
