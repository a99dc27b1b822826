package org.peerdist.client.internal;

import java.io.IOException;

/** The origin now gives other bytes than those that the download started with. */
final class ContentChangedException extends IOException {
  private static final long serialVersionUID = 1;

  ContentChangedException(String message) {
    super(message);
  }
}
