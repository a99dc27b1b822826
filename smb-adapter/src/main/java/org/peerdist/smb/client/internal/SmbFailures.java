package org.peerdist.smb.client.internal;

import com.hierynomus.mserref.NtStatus;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.protocol.transport.TransportException;
import com.hierynomus.smbj.common.SMBRuntimeException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

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

  /**
   * What smbj says of a connection has the names of its classes in it, but for the first reason.
   */
  static IOException of(TransportException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new IOException("the connection to the server is lost: " + cause.getMessage(), failure);
  }

  /**
   * Whether a server could not be reached, or said nothing that is of its protocol: it may be there
   * later. What it refuses is refused.
   */
  static boolean isAway(IOException failure) {
    return causes(failure).noneMatch(SMBApiException.class::isInstance)
        && causes(failure).anyMatch(SmbFailures::isOfTheWay);
  }

  private static boolean isOfTheWay(Throwable cause) {
    return cause instanceof SocketException
        || cause instanceof UnknownHostException
        || cause instanceof SocketTimeoutException
        || cause instanceof TimeoutException
        || cause instanceof TransportException;
  }

  /** Whether a server did not take the name or the password. */
  static boolean isLoginRefused(IOException failure) {
    return causes(failure)
        .filter(SMBApiException.class::isInstance)
        .map(SMBApiException.class::cast)
        .findFirst()
        .filter(answer -> answer.getStatus() == NtStatus.STATUS_LOGON_FAILURE)
        .isPresent();
  }

  /** A failure, and what caused it, down to the first reason. */
  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
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
