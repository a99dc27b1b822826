package org.peerdist.smb.protocol;

import java.util.Objects;

/**
 * A request that is answered with an error. It has no stack trace: it is an answer, not a fault.
 */
public final class StatusException extends Exception {
  private static final long serialVersionUID = 1L;

  private final NtStatus status;

  /**
   * Makes the answer.
   *
   * @param status what the client is told
   */
  public StatusException(NtStatus status) {
    super(Objects.requireNonNull(status, "status").name(), null, false, false);
    this.status = status;
  }

  /** What the client is told. */
  public NtStatus status() {
    return status;
  }
}
