package org.peerdist.client.internal;

import java.io.IOException;

/** The connection to the origin was lost, and nothing tells whether it has the same bytes still. */
final class UnresumableException extends IOException {
  private static final long serialVersionUID = 1;

  private final boolean isFinal;

  /**
   * Creates it.
   *
   * @param isFinal whether it makes no sense to start again, either
   */
  UnresumableException(IOException reason, boolean isFinal) {
    super(
        reason.getMessage()
            + "; the origin gives neither ETag nor Last-Modified, without which this can't go on"
            + " where it stopped",
        reason);
    this.isFinal = isFinal;
  }

  boolean isFinal() {
    return isFinal;
  }
}
