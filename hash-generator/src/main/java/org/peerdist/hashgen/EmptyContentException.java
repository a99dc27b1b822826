package org.peerdist.hashgen;

import java.io.IOException;

/**
 * An empty content, which no content information describes ([MS-PCCRC] 2.3: a range is not empty).
 */
public final class EmptyContentException extends IOException {
  private static final long serialVersionUID = 1;

  EmptyContentException(String message) {
    super(message);
  }
}
