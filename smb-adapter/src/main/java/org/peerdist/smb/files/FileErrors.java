package org.peerdist.smb.files;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients are told when the file system cannot do something. */
final class FileErrors {
  private static final Logger LOG = LoggerFactory.getLogger(FileErrors.class);

  private FileErrors() {}

  /** Something that is done to files. */
  @FunctionalInterface
  interface FileAction<T> {
    T run() throws IOException, StatusException;
  }

  /** Does something, and makes an answer of what goes wrong. */
  static <T> T answering(FileAction<T> action) throws StatusException {
    try {
      return action.run();
    } catch (IOException e) {
      throw answer(e, status(e));
    } catch (DirectoryIteratorException e) {
      throw answer(e.getCause(), status(e.getCause()));
    } catch (InvalidPathException e) {
      throw answer(e, NtStatus.OBJECT_NAME_INVALID);
    } catch (ReadOnlyFileSystemException e) {
      throw answer(e, NtStatus.MEDIA_WRITE_PROTECTED);
    } catch (UnsupportedOperationException e) {
      throw answer(e, NtStatus.NOT_SUPPORTED);
    } catch (NonWritableChannelException e) {
      throw answer(e, NtStatus.ACCESS_DENIED);
    } catch (ClosedFileSystemException e) {
      throw answer(e, NtStatus.FILE_CLOSED);
    }
  }

  private static StatusException answer(Exception cause, NtStatus status) {
    LOG.debug("{} because of {}", status, cause.toString());
    return new StatusException(status);
  }

  private static NtStatus status(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return NtStatus.OBJECT_NAME_NOT_FOUND;
    } else if (cause instanceof FileAlreadyExistsException) {
      return NtStatus.OBJECT_NAME_COLLISION;
    } else if (cause instanceof AccessDeniedException) {
      return NtStatus.ACCESS_DENIED;
    } else if (cause instanceof DirectoryNotEmptyException) {
      return NtStatus.DIRECTORY_NOT_EMPTY;
    } else if (cause instanceof NotDirectoryException) {
      return NtStatus.NOT_A_DIRECTORY;
    } else if (cause instanceof AtomicMoveNotSupportedException) {
      return NtStatus.NOT_SAME_DEVICE;
    } else if (cause instanceof ClosedChannelException) {
      return NtStatus.FILE_CLOSED;
    }
    return statusOfReason(String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT));
  }

  /** Java has no exceptions of their own for these: what the system says is all there is. */
  private static NtStatus statusOfReason(String reason) {
    if (reason.contains("no space") || reason.contains("quota") || reason.contains("too large")) {
      return NtStatus.DISK_FULL;
    } else if (reason.contains("read-only")) {
      return NtStatus.MEDIA_WRITE_PROTECTED;
    } else if (reason.contains("name too long")) {
      return NtStatus.OBJECT_NAME_INVALID;
    } else if (reason.contains("too many open files")) {
      return NtStatus.INSUFFICIENT_RESOURCES;
    } else if (reason.contains("symbolic links") || reason.contains("link")) {
      return NtStatus.ACCESS_DENIED;
    } else if (reason.contains("not permitted")) {
      return NtStatus.ACCESS_DENIED;
    }
    return NtStatus.UNEXPECTED_IO_ERROR;
  }
}
