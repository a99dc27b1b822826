package org.peerdist.api;

import java.io.IOException;
import java.util.Optional;
import org.peerdist.content.ContentRange;

/** An operation of the Peer Distribution API that failed, with one sentence that says why. */
public final class PeerDistException extends IOException {
  private static final long serialVersionUID = 1;

  private final PeerDistError error;

  /** Not part of the serial form: whoever catches it is in this process. */
  private final transient ContentRange missing;

  /**
   * Creates the error.
   *
   * @param error what kind of failure
   * @param message one sentence
   */
  public PeerDistException(PeerDistError error, String message) {
    super(message);
    this.error = error;
    this.missing = null;
  }

  /**
   * Creates the error.
   *
   * @param error what kind of failure
   * @param message one sentence
   * @param cause what happened
   */
  public PeerDistException(PeerDistError error, String message, Throwable cause) {
    super(message, cause);
    this.error = error;
    this.missing = null;
  }

  PeerDistException(ReadResult.Missing result) {
    super(
        (result.timedOut() ? "nobody gave the data in time: " : "nobody around has the data: ")
            + result.range());
    this.error = result.timedOut() ? PeerDistError.TIMEOUT : PeerDistError.MISSING_DATA;
    this.missing = result.range();
  }

  /**
   * What kind of failure.
   *
   * @return one of the family
   */
  public PeerDistError error() {
    return error;
  }

  /**
   * What has to come from somewhere else.
   *
   * @return the bytes, for {@link PeerDistError#MISSING_DATA} and {@link PeerDistError#TIMEOUT} of
   *     a channel
   */
  public Optional<ContentRange> missing() {
    return Optional.ofNullable(missing);
  }
}
