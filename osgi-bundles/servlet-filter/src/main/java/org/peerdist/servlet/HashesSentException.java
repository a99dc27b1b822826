package org.peerdist.servlet;

import java.io.IOException;

/** Ends the work of a servlet after hashes were sent. */
final class HashesSentException extends IOException {
  private static final long serialVersionUID = 1L;

  HashesSentException() {
    super("hashes were sent instead");
  }

  /** There is one for each answer, and nobody looks where it came from. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
