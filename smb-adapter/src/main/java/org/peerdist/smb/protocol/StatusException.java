package org.peerdist.smb.protocol;

import java.util.Objects;

/**
 * A request that is answered with an error. It has no stack trace: it is an answer, not a fault.
 */
public final class StatusException extends Exception {
  private static final long serialVersionUID = 1L;

  private final NtStatus status;

  /** Never changed; a copy goes out. */
  private final byte[] data;

  /**
   * Makes the answer.
   *
   * @param status what the client is told
   */
  public StatusException(NtStatus status) {
    this(status, new byte[0]);
  }

  /**
   * Makes an answer with bytes, such as what fitted of an answer that is too long.
   *
   * @param status what the client is told
   * @param data bytes that go with it
   */
  public StatusException(NtStatus status, byte[] data) {
    super(Objects.requireNonNull(status, "status").name(), null, false, false);
    this.status = status;
    this.data = data.clone();
  }

  /** What the client is told. */
  public NtStatus status() {
    return status;
  }

  /**
   * The bytes that go with it: with BUFFER_OVERFLOW the part of the answer that fits, with
   * BUFFER_TOO_SMALL the length that is needed as 4 bytes, otherwise none.
   */
  public byte[] data() {
    return data.clone();
  }
}
