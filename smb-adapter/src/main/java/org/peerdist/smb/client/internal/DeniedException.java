package org.peerdist.smb.client.internal;

import java.io.IOException;

/** A server does not let somebody do something, perhaps because it is not done with encryption. */
final class DeniedException extends IOException {
  private static final long serialVersionUID = 1;

  DeniedException(String sentence) {
    super(sentence);
  }

  DeniedException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
