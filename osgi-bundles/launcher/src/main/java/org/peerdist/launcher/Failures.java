package org.peerdist.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine;

/** Says in one line what went wrong. */
final class Failures {
  private Failures() {}

  /** Prints why a command failed; the stack trace only where somebody asked for it. */
  static int report(Exception failure, CommandLine line) {
    PrintWriter err = line.getErr();
    err.println("peerdist: " + describe(failure));
    if (line.getCommand() instanceof Subcommand command && command.isVerbose()) {
      failure.printStackTrace(err);
    }
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  static String describe(Throwable failure) {
    if (failure instanceof CommandFailure) {
      return oneLine(failure.getMessage());
    }
    if (failure instanceof UncheckedIOException && failure.getCause() != null) {
      return describe(failure.getCause());
    }
    if (failure instanceof FileSystemException fileFailure) {
      return describeFile(fileFailure);
    }
    if (failure instanceof IOException || failure instanceof UnresolvedAddressException) {
      return describeNetwork((Exception) failure);
    }
    if (failure instanceof IllegalArgumentException && failure.getMessage() != null) {
      return oneLine(failure.getMessage());
    }
    return oneLine("internal error, please report it with --verbose: " + failure);
  }

  private static String describeFile(FileSystemException failure) {
    String reason;
    if (failure instanceof NoSuchFileException) {
      reason = "no such file or folder";
    } else if (failure instanceof AccessDeniedException) {
      reason = "permission denied";
    } else if (failure instanceof FileAlreadyExistsException) {
      reason = "exists already";
    } else if (failure instanceof NotDirectoryException) {
      reason = "is not a folder";
    } else if (failure instanceof DirectoryNotEmptyException) {
      reason = "is a folder that is not empty";
    } else {
      reason = failure.getReason() == null ? "cannot be used" : failure.getReason();
    }
    return oneLine(failure.getFile() == null ? reason : failure.getFile() + ": " + reason);
  }

  private static String describeNetwork(Exception failure) {
    String message = failure.getMessage();
    if (failure instanceof UnknownHostException) {
      return oneLine("no such host: " + message);
    }
    if (failure instanceof UnresolvedAddressException) {
      return "no such host";
    }
    if (failure instanceof ConnectException) {
      return oneLine("cannot connect: " + (message == null ? "refused" : message));
    }
    if (failure instanceof BindException) {
      return oneLine("cannot listen: " + message);
    }
    if (failure instanceof ClosedByInterruptException) {
      return "interrupted";
    }
    return oneLine(message == null ? failure.toString() : message);
  }

  /** Joins lines, and drops what could steer a terminal. */
  static String oneLine(String message) {
    return message.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?").strip();
  }
}
