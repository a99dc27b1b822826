package org.peerdist.smb.gateway;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.peerdist.hashgen.ReadableState;
import org.peerdist.smb.client.internal.LostException;
import org.peerdist.smb.files.Access;
import org.peerdist.smb.files.ChangeNotice;
import org.peerdist.smb.files.FileFacts;
import org.peerdist.smb.files.OpenFile;
import org.peerdist.smb.information.SecurityDescriptor;
import org.peerdist.smb.protocol.FileTimes;
import org.peerdist.smb.protocol.LockRequest;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.QueryDirectoryRequest;
import org.peerdist.smb.protocol.QueryInfoRequest;
import org.peerdist.smb.protocol.StatusException;

/**
 * Something that a client has open on another server. If that server goes away and comes back, what
 * is open only to be read goes on.
 */
final class RemoteOpenFile implements OpenFile {
  private static final int ACCESS_INFORMATION = 8;
  private static final int DIRECTORY = 0x10;
  private static final int WRITE_THROUGH = 0x2;
  private static final long AT_END = -1;

  private final RemoteShare share;
  private final RemoteWanted wanted;
  private final LastingHandle open;
  private final int access;
  private final RemoteNames names;
  private final boolean directory;

  /** What the answer to the open told, for whoever asks first. */
  private final AtomicReference<FileFacts> first;

  private final int action;

  /** Guarded by this. */
  private int listed;

  private String pattern = "*";

  private RemoteOpenFile(
      RemoteShare share, RemoteWanted wanted, RemoteHandle handle, int access, long fileId) {
    this.share = share;
    this.wanted = wanted;
    this.open = new LastingHandle(share, wanted, handle, fileId);
    this.access = access;
    this.names = new RemoteNames(share, wanted.request().name());
    FileTimes facts = handle.created().facts();
    this.directory = (facts.attributes() & DIRECTORY) != 0;
    this.action = handle.created().action();
    this.first =
        new AtomicReference<>(
            new FileFacts(
                facts.created(),
                facts.accessed(),
                facts.written(),
                facts.changed(),
                facts.allocation(),
                facts.size(),
                facts.attributes()));
  }

  static RemoteOpenFile open(RemoteShare share, RemoteWanted wanted) throws StatusException {
    return share.with(
        wanted.isRepeatable(),
        connection -> {
          RemoteHandle handle = RemoteHandle.open(connection, wanted.request());
          try {
            int access = wanted.access() | (wanted.maximum() ? granted(handle) : 0);
            long fileId = wanted.isRepeatable() ? handle.facts().fileId() : 0;
            return new RemoteOpenFile(share, wanted, handle, access, fileId);
          } catch (LostException | StatusException e) {
            handle.closeQuietly();
            throw e;
          }
        });
  }

  private static int granted(RemoteHandle handle) throws LostException, StatusException {
    byte[] mask = handle.query(QueryInfoRequest.FILE, ACCESS_INFORMATION, Integer.BYTES);
    return mask.length < Integer.BYTES
        ? 0
        : ByteBuffer.wrap(mask).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  @Override
  public Optional<Path> path() {
    return Optional.empty();
  }

  @Override
  public String name() {
    return names.own();
  }

  @Override
  public ReadableState state() throws StatusException {
    return open.with(
        true,
        handle -> {
          RemoteFacts facts = handle.facts();
          if (facts.directory()) {
            throw new StatusException(NtStatus.FILE_IS_A_DIRECTORY);
          }
          return RemoteFileState.of(
              share, names.inShare(), facts, handle.connection().clockOffset());
        });
  }

  @Override
  public int createAction() {
    return action;
  }

  @Override
  public FileFacts facts() throws StatusException {
    FileFacts told = first.getAndSet(null);
    return told != null ? told : open.with(true, RemoteHandle::facts).facts();
  }

  @Override
  public int grantedAccess() {
    return access;
  }

  @Override
  public Optional<FileChannel> readChannel() {
    return Optional.empty();
  }

  @Override
  public int read(ByteBuffer target, long position) throws StatusException {
    int start = target.position();
    need(Access.READ_DATA | Access.EXECUTE);
    return open.with(true, handle -> handle.read(target.position(start), position));
  }

  @Override
  public void checkRead(long position, long length) throws StatusException {
    if (directory) {
      throw new StatusException(NtStatus.INVALID_DEVICE_REQUEST);
    }
    need(Access.READ_DATA | Access.EXECUTE);
  }

  private void need(int right) throws StatusException {
    if ((access & right) == 0) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
  }

  @Override
  public void write(ByteBuffer source, long position) throws StatusException {
    need(Access.WRITE_DATA | Access.APPEND_DATA);
    boolean append = position == AT_END || (access & Access.WRITE_DATA) == 0;
    open.with(
        false,
        handle -> {
          handle.write(source, append ? handle.facts().facts().size() : position);
          if ((wanted.request().options() & WRITE_THROUGH) != 0) {
            handle.flush();
          }
          return null;
        });
  }

  @Override
  public void flush() throws StatusException {
    open.with(
        false,
        handle -> {
          handle.flush();
          return null;
        });
  }

  @Override
  public byte[] queryFile(int informationClass, int most) throws StatusException {
    return names.tellsName(informationClass)
        ? open.with(true, handle -> names.query(handle, informationClass, most))
        : open.with(true, handle -> handle.query(QueryInfoRequest.FILE, informationClass, most));
  }

  @Override
  public byte[] querySecurity(int parts, int most) throws StatusException {
    need(Access.READ_CONTROL);
    if ((parts & SecurityDescriptor.SACL) != 0) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
    // Users of that server are not known here: for all who come this way, it is one user.
    return new SecurityDescriptor(wanted.mayWrite() ? Access.ALL : Access.READ_ONLY, directory)
        .encode(parts, most);
  }

  @Override
  public void setFile(int informationClass, ByteBuffer information) throws StatusException {
    if (!wanted.mayWrite()) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
    open.with(
        false,
        handle -> {
          names.set(handle, informationClass, information);
          return null;
        });
  }

  @Override
  public byte[] queryDirectory(
      int informationClass, String wantedPattern, boolean restart, boolean single, int most)
      throws StatusException {
    String asked;
    boolean fromStart;
    synchronized (this) {
      fromStart = restart || listed == 0;
      pattern = fromStart && !wantedPattern.isEmpty() ? wantedPattern : pattern;
      asked = pattern;
      listed++;
    }
    int flags =
        (restart ? QueryDirectoryRequest.REOPEN : 0) | (single ? QueryDirectoryRequest.SINGLE : 0);
    // Where a list goes on is known to the connection that is lost.
    return open.with(fromStart, handle -> handle.list(informationClass, flags, asked, most));
  }

  @Override
  public void lock(long offset, long length, boolean exclusive) throws StatusException {
    int kind = exclusive ? LockRequest.Range.EXCLUSIVE : LockRequest.Range.SHARED;
    int flags = kind | LockRequest.Range.FAIL_IMMEDIATELY;
    open.with(
        false,
        handle -> {
          handle.lock(new LockRequest.Range(offset, length, flags));
          return null;
        });
    open.lock();
  }

  @Override
  public void unlock(long offset, long length) throws StatusException {
    open.with(
        false,
        handle -> {
          handle.lock(new LockRequest.Range(offset, length, LockRequest.Range.UNLOCK));
          return null;
        });
  }

  /** What changed is told by its path below this folder, which is the same here and there. */
  @Override
  public Runnable awaitChanges(boolean tree, int filter, int most, Consumer<ChangeNotice> listener)
      throws StatusException {
    if (!directory) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    need(Access.READ_DATA);
    return share
        .watches()
        .begin(() -> open.with(true, handle -> handle.watch(tree, filter, most)), most, listener);
  }

  @Override
  public void close() {
    open.close();
  }
}
