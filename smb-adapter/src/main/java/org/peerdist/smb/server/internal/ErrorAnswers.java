package org.peerdist.smb.server.internal;

import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/** Answers that are errors, [MS-SMB2] 2.2.2 and 3.3.4.4. */
final class ErrorAnswers {
  private ErrorAnswers() {}

  static Answer of(StatusException error, int command) {
    return Answer.error(
        error.status() == NtStatus.SUCCESS ? NtStatus.INTERNAL_ERROR : error.status());
  }
}
