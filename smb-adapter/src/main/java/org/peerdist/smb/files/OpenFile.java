package org.peerdist.smb.files;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.peerdist.hashgen.ReadableState;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/**
 * A file or folder that a client has open. Thread-safe; closing it twice does nothing.
 *
 * <p>All errors are {@link StatusException}s with what the client is told.
 */
public interface OpenFile extends Closeable {
  /** Where the file is on this machine, to be watched; nothing if it is elsewhere. */
  Optional<Path> path();

  /** Its own name, without the folders that it is in. */
  String name();

  /**
   * The state that it is in now, by which its hashes are kept.
   *
   * @throws StatusException if it is no file, or can't be looked at
   */
  ReadableState state() throws StatusException;

  /** What CREATE did: 0 superseded, 1 opened, 2 created, 3 overwritten. */
  int createAction();

  /** Times, sizes and attributes as they are now, for the answers to CREATE and CLOSE. */
  FileFacts facts() throws StatusException;

  /** The access that was granted, a mask of [MS-SMB2] 2.2.13.1. */
  int grantedAccess();

  /**
   * Whether this open or another one of the same file, by whatever name, may write its bytes: what
   * is known of them may be true no longer by the time that somebody hears of it. Writers that did
   * not open the file from the same share are not known.
   */
  default boolean isOpenForWriting() {
    return Access.any(grantedAccess(), Access.WRITE_DATA | Access.APPEND_DATA);
  }

  /**
   * The channel to read from, if this is a file that may be read, for transfer without copies. It
   * knows nothing of locks: {@link #checkRead} does. Interrupting a thread that reads from it
   * closes it for everyone.
   */
  Optional<FileChannel> readChannel();

  /** Reads bytes from a position; fewer than asked for at the end, none behind it. */
  int read(ByteBuffer target, long position) throws StatusException;

  /**
   * Checks what {@link #read} checks, for whoever reads from the channel.
   *
   * @param position where, in bytes from the start
   * @param length how many bytes
   * @throws StatusException FILE_LOCK_CONFLICT if another open has locked some of them;
   *     ACCESS_DENIED if this one may not read
   */
  default void checkRead(long position, long length) throws StatusException {}

  /** Writes all bytes at a position; at -1 and for whoever may only append, behind the end. */
  void write(ByteBuffer source, long position) throws StatusException;

  /** Makes what was written durable. */
  void flush() throws StatusException;

  /**
   * Answers [MS-SMB2] QUERY_INFO about a file: [MS-FSCC] 2.4.
   *
   * @param informationClass the number of the class
   * @param most the most bytes that the answer may have
   * @return all of the answer
   * @throws StatusException with what the client is told; BUFFER_OVERFLOW has what fits as its data
   */
  byte[] queryFile(int informationClass, int most) throws StatusException;

  /**
   * Answers [MS-SMB2] QUERY_INFO for a security descriptor, [MS-DTYP] 2.4.6.
   *
   * @param parts 1 owner, 2 group, 4 DACL
   * @param most the most bytes that the answer may have
   * @return all of the answer
   * @throws StatusException with what the client is told; BUFFER_TOO_SMALL has the length that is
   *     needed as its data
   */
  byte[] querySecurity(int parts, int most) throws StatusException;

  /** Carries out [MS-SMB2] SET_INFO about a file: rename, delete, sizes, times, attributes. */
  void setFile(int informationClass, ByteBuffer information) throws StatusException;

  /**
   * Lists a folder from where the last call ended, [MS-SMB2] 3.3.5.18.
   *
   * @param informationClass one of the directory classes of [MS-FSCC] 2.4
   * @param pattern with wildcards; taken by the first call and by one that restarts
   * @param restart whether to begin anew
   * @param single whether to answer with one entry only
   * @param most the most bytes that the answer may have
   * @return the entries that fit, at least one
   * @throws StatusException NO_SUCH_FILE if nothing matches, NO_MORE_FILES at the end;
   *     BUFFER_OVERFLOW, with the start of the first entry as its data, if that does not fit
   */
  byte[] queryDirectory(
      int informationClass, String pattern, boolean restart, boolean single, int most)
      throws StatusException;

  /** Locks a range for this open, or fails at once with LOCK_NOT_GRANTED. Numbers are unsigned. */
  void lock(long offset, long length, boolean exclusive) throws StatusException;

  /** Ends a lock of exactly this range. */
  void unlock(long offset, long length) throws StatusException;

  /**
   * Has something run when this file is to be deleted, by whichever open; at once if that is so
   * already. Nobody is told that it stays after all.
   *
   * @param listener must not block, or open, close or change a file; the last one is meant
   */
  default void onDeletePending(Runnable listener) {}

  /**
   * Has whoever has this folder wait for changes in it, [MS-SMB2] 3.3.5.19, where it is not on this
   * machine and {@link #path} is empty.
   *
   * @param tree whether folders in the folder are meant, too
   * @param filter which changes, a set of bits of [MS-SMB2] 2.2.35
   * @param most the most bytes of the answer
   * @param listener is told once what came of it, from any thread; it must not block
   * @return asks for an end of it, of which the listener is told like of a change; nothing happens
   *     if that has come already
   * @throws StatusException if that can't be waited for; the listener is not told then
   */
  default Runnable awaitChanges(boolean tree, int filter, int most, Consumer<ChangeNotice> listener)
      throws StatusException {
    throw new StatusException(NtStatus.NOT_SUPPORTED);
  }

  /** Closes it, and deletes the file if that was asked for. */
  @Override
  void close();
}
