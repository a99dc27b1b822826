package org.peerdist.client;

import java.io.IOException;

/** A download that can't be done, with one sentence for the user that says why. */
public final class DownloadException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * Creates the error.
   *
   * @param message one sentence for the user
   */
  public DownloadException(String message) {
    super(message);
  }

  /**
   * Creates the error.
   *
   * @param message one sentence for the user
   * @param cause what happened
   */
  public DownloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
