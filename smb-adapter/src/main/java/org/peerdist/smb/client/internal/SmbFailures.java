package org.peerdist.smb.client.internal;

import com.hierynomus.mserref.NtStatus;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.common.SMBRuntimeException;
import java.io.IOException;

/** Says in one sentence what a server or a connection did not do. */
final class SmbFailures {
  private SmbFailures() {}

  static IOException of(SMBRuntimeException failure, String what) {
    Throwable cause = failure;
    while (!(cause instanceof SMBApiException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof SMBApiException answer) {
      String sentence = what + ": " + describe(answer);
      return answer.getStatus() == NtStatus.STATUS_ACCESS_DENIED
          ? new DeniedException(sentence, failure)
          : new IOException(sentence, failure);
    }
    return new IOException(what + ": " + cause.getMessage(), failure);
  }

  private static String describe(SMBApiException answer) {
    return switch (answer.getStatus()) {
      case STATUS_ACCESS_DENIED -> "access denied";
      case STATUS_LOGON_FAILURE -> "the server does not know this user and password";
      case STATUS_ACCOUNT_DISABLED, STATUS_LOGON_TYPE_NOT_GRANTED -> "this user may not log in";
      case STATUS_BAD_NETWORK_NAME -> "there is no such share";
      case STATUS_OBJECT_NAME_NOT_FOUND, STATUS_OBJECT_PATH_NOT_FOUND, STATUS_NO_SUCH_FILE ->
          "there is no such file";
      case STATUS_FILE_IS_A_DIRECTORY -> "is a folder";
      case STATUS_SHARING_VIOLATION -> "somebody else has the file open";
      default ->
          String.format("the server said %s (0x%08X)", answer.getStatus(), answer.getStatusCode());
    };
  }
}
