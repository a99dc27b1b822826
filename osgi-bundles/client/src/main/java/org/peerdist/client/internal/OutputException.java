package org.peerdist.client.internal;

import java.io.IOException;

/** The output can't be written, which no other connection would change. */
final class OutputException extends IOException {
  private static final long serialVersionUID = 1;

  OutputException(IOException cause) {
    super("the output can't be written: " + cause.getMessage(), cause);
  }
}
