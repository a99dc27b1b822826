package org.peerdist.smb.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.peerdist.hashgen.FileIdentity;
import org.peerdist.smb.information.SecurityDescriptor;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open of a file or a folder of a {@link NioFileTree}. */
final class NioOpenFile implements OpenFile {
  private static final Logger LOG = LoggerFactory.getLogger(NioOpenFile.class);

  /** Positions that are none, [MS-FSA] 2.1.5.4. */
  private static final long AT_END = -1;

  private final SharedDisk disk;
  private final OpenTable table;
  private final SharedFile file;
  private final Optional<FileData> data;
  private final int access;
  private final int share;
  private final int options;
  private final boolean mayWrite;
  private final int action;
  private final boolean directory;
  private final FolderListing listing;
  private final FileSettings settings;

  /** Changed when the file is renamed. */
  private volatile Place place;

  /** How the file was when it was last looked at: its name may be gone while it is open. */
  private volatile FileState lastState;

  private volatile long position;
  private Runnable whenDeletePending = () -> {};
  private boolean deleteOnClose;
  private boolean deleteAtOnce;
  private volatile boolean closed;

  NioOpenFile(
      SharedDisk disk,
      OpenTable table,
      SharedFile file,
      Place place,
      FileState state,
      Optional<FileData> data,
      int access,
      int share,
      Wanted wanted,
      int action) {
    this.disk = disk;
    this.table = table;
    this.file = file;
    this.place = place;
    this.lastState = state;
    this.data = data;
    this.access = access;
    this.share = share;
    this.options = wanted.options();
    this.mayWrite = wanted.mayWrite();
    this.action = action;
    this.directory = state.isDirectory();
    this.deleteOnClose = (options & CreateOptions.DELETE_ON_CLOSE) != 0;
    this.listing = new FolderListing(disk, this);
    this.settings = new FileSettings(disk, table, this);
  }

  SharedFile file() {
    return file;
  }

  Place place() {
    return place;
  }

  void moveTo(Place newPlace) {
    place = newPlace;
  }

  int shareAccess() {
    return share;
  }

  int mode() {
    return options & CreateOptions.MODE;
  }

  boolean isDirectory() {
    return directory;
  }

  long position() {
    return position;
  }

  void setPosition(long newPosition) {
    position = newPosition;
  }

  /** Lets the name go when this open is closed, even if others still have the file open. */
  void deleteAtOnce(boolean atOnce) {
    deleteAtOnce = atOnce;
  }

  boolean isDeleteOnClose() {
    return deleteOnClose;
  }

  /** The bytes, if they are open. */
  FileData data() throws StatusException {
    return data.orElseThrow(() -> new StatusException(NtStatus.ACCESS_DENIED));
  }

  void need(int right) throws StatusException {
    if (closed) {
      throw new StatusException(NtStatus.FILE_CLOSED);
    }
    if (!Access.any(access, right)) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
  }

  void needFile() throws StatusException {
    if (directory) {
      throw new StatusException(NtStatus.INVALID_DEVICE_REQUEST);
    }
  }

  /** How it is now, or was last if its name is gone. */
  FileState now() throws IOException {
    try {
      FileState now = disk.state(place);
      if (now.key().equals(file.key())) {
        lastState = now;
      }
    } catch (NoSuchFileException e) {
      LOG.debug("{} is gone while it is open", place);
    }
    return lastState;
  }

  /** The length now: that of the open bytes rather than of the name. */
  long size(FileState state) throws IOException {
    return data.isPresent() ? data.get().size() : state.size();
  }

  @Override
  public Optional<Path> path() {
    return Optional.of(localPath());
  }

  Path localPath() {
    return place.in(disk.root());
  }

  @Override
  public String name() {
    return String.valueOf(localPath().getFileName());
  }

  @Override
  public FileIdentity state() throws StatusException {
    return FileErrors.answering(() -> FileIdentity.read(localPath()));
  }

  @Override
  public int createAction() {
    return action;
  }

  @Override
  public FileFacts facts() throws StatusException {
    return FileErrors.answering(
        () -> {
          FileState state = now();
          return state.facts(size(state));
        });
  }

  @Override
  public int grantedAccess() {
    return access;
  }

  @Override
  public boolean isOpenForWriting() {
    synchronized (table) {
      for (NioOpenFile open : file.opens()) {
        if (Access.any(open.access, Access.WRITE_DATA | Access.APPEND_DATA)) {
          return true;
        }
      }
      return false;
    }
  }

  @Override
  public Optional<FileChannel> readChannel() {
    return Access.any(access, Access.READ_DATA | Access.EXECUTE)
        ? data.flatMap(FileData::fileChannel)
        : Optional.empty();
  }

  @Override
  public void checkRead(long from, long length) throws StatusException {
    needFile();
    need(Access.READ_DATA | Access.EXECUTE);
    if (from < 0) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    file.locks().check(this, from, length, false);
  }

  @Override
  public int read(ByteBuffer target, long from) throws StatusException {
    checkRead(from, target.remaining());
    return FileErrors.answering(() -> data().read(target, from));
  }

  @Override
  public void write(ByteBuffer source, long from) throws StatusException {
    needFile();
    need(Access.WRITE_DATA | Access.APPEND_DATA);
    // SPEC [MS-FSA] 2.1.5.4: -1 is the end, and whoever may append only writes there.
    boolean append = from == AT_END || !Access.any(access, Access.WRITE_DATA);
    if (!append && (from < 0 || from > Long.MAX_VALUE - source.remaining())) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    FileErrors.answering(
        () -> {
          FileData bytes = data();
          if (append) {
            append(bytes, source);
          } else {
            file.locks().check(this, from, source.remaining(), true);
            bytes.write(source, from);
          }
          if ((options & CreateOptions.WRITE_THROUGH) != 0) {
            bytes.force();
          }
          settings.restoreKeptTimes();
          return null;
        });
  }

  /** Where the end is must not change before the bytes are there, by whatever open. */
  private void append(FileData bytes, ByteBuffer source) throws IOException, StatusException {
    synchronized (file) {
      long end = bytes.size();
      file.locks().check(this, end, source.remaining(), true);
      bytes.write(source, end);
    }
  }

  @Override
  public void flush() throws StatusException {
    if (!directory) {
      need(Access.WRITE_DATA | Access.APPEND_DATA);
      FileErrors.answering(
          () -> {
            data().force();
            return null;
          });
    }
  }

  @Override
  public byte[] queryFile(int informationClass, int most) throws StatusException {
    return FileErrors.answering(
        () -> new FileAnswers(this, disk).answer(informationClass).encode(most));
  }

  @Override
  public byte[] querySecurity(int parts, int most) throws StatusException {
    need(Access.READ_CONTROL);
    if ((parts & SecurityDescriptor.SACL) != 0) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
    return new SecurityDescriptor(mayWrite ? Access.ALL : Access.READ_ONLY, directory)
        .encode(parts, most);
  }

  @Override
  public void setFile(int informationClass, ByteBuffer information) throws StatusException {
    FileErrors.answering(
        () -> {
          settings.set(informationClass, information);
          return null;
        });
  }

  @Override
  public byte[] queryDirectory(
      int informationClass, String pattern, boolean restart, boolean single, int most)
      throws StatusException {
    if (!directory) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    need(Access.READ_DATA);
    return FileErrors.answering(
        () -> listing.next(informationClass, pattern, restart, single, most));
  }

  @Override
  public void lock(long offset, long length, boolean exclusive) throws StatusException {
    checkLockable();
    file.locks().lock(this, offset, length, exclusive);
  }

  @Override
  public void unlock(long offset, long length) throws StatusException {
    checkLockable();
    file.locks().unlock(this, offset, length);
  }

  private void checkLockable() throws StatusException {
    if (directory) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    need(Access.READ_DATA | Access.WRITE_DATA);
  }

  @Override
  public void onDeletePending(Runnable listener) {
    synchronized (table) {
      whenDeletePending = listener;
      if (file.isDeletePending()) {
        listener.run();
      }
    }
  }

  void tellDeletePending() {
    whenDeletePending.run();
  }

  @Override
  public void close() {
    synchronized (table) {
      if (closed) {
        return;
      }
      closed = true;
      file.locks().unlockAll(this);
      listing.close();
      closeData();
      if (deleteOnClose) {
        file.setDeletePending(true);
      }
      table.remove(this);
      if (file.isDeletePending() && (deleteAtOnce || file.opens().isEmpty())) {
        deleteName();
      }
    }
  }

  private void closeData() {
    try {
      if (data.isPresent()) {
        data.get().close();
      }
    } catch (IOException e) {
      LOG.debug("Closing {}: {}", place, e.toString());
    }
  }

  /** Deletes the file, if it still is the one that was opened. */
  private void deleteName() {
    try (Folder folder = disk.folder(place.parent())) {
      FileState now = disk.state(folder, place.name());
      if (now.key().equals(file.key())) {
        folder.delete(place.name(), directory);
      }
      file.setDeletePending(false);
      table.forget(file);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("{} is not deleted: {}", place, e.toString());
      file.setDeletePending(false);
    }
  }
}
