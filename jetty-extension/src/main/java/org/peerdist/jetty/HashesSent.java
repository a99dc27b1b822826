package org.peerdist.jetty;

import org.eclipse.jetty.io.EofException;

/** Ends the work of the handlers inside after hashes were sent. Not an error: Jetty is quiet. */
final class HashesSent extends EofException {
  private static final long serialVersionUID = 1L;

  HashesSent() {
    super("hashes were sent instead");
  }

  /** There is one for each answer, and nobody looks where it came from. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
