package org.peerdist.smb.server.internal;

import org.peerdist.smb.protocol.Command;
import org.peerdist.smb.protocol.ErrorBody;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.OutputResponse;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.Bytes;

/** Answers that are errors, [MS-SMB2] 2.2.2 and 3.3.4.4. */
final class ErrorAnswers {
  private ErrorAnswers() {}

  static Answer of(StatusException error, int command, boolean contexts) {
    byte[] data = error.data();
    if (data.length == 0) {
      return Answer.error(error.status());
    }
    // SPEC [MS-SMB2] 3.3.4.4: what fits of a longer answer is no error.
    return error.status() == NtStatus.BUFFER_OVERFLOW && command != Command.IOCTL.number()
        ? Answer.of(error.status(), new OutputResponse(Bytes.copyOf(data)))
        : Answer.of(error.status(), new ErrorBody(Bytes.copyOf(data), contexts));
  }
}
