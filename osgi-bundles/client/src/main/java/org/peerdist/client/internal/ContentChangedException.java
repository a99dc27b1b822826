package org.peerdist.client.internal;

import java.io.IOException;

/** The origin now gives other bytes than those that the download started with. */
final class ContentChangedException extends IOException {
  private static final long serialVersionUID = 1;

  /** Whether the origin's bytes only differ from its hashes, and not from earlier bytes. */
  private final boolean hashesWrong;

  ContentChangedException(String message, boolean hashesWrong) {
    super(message);
    this.hashesWrong = hashesWrong;
  }

  boolean areHashesWrong() {
    return hashesWrong;
  }
}
