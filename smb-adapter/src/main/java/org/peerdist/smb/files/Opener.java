package org.peerdist.smb.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.peerdist.smb.information.FileAttributes;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/** Opens and creates files: phases 6 to 8 of [MS-FSA] 2.1.5.1. Thread-safe. */
final class Opener {
  private static final int SUPERSEDED = 0;
  private static final int OPENED = 1;
  private static final int CREATED = 2;
  private static final int OVERWRITTEN = 3;

  private final SharedDisk disk;
  private final OpenTable table;
  private final boolean readOnly;

  Opener(SharedDisk disk, OpenTable table, boolean readOnly) {
    this.disk = disk;
    this.table = table;
    this.readOnly = readOnly;
  }

  NioOpenFile open(Wanted wanted) throws IOException, StatusException {
    try {
      return open(wanted, disk.find(wanted.path()));
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      // It came or went meanwhile. Looking once more takes place while nobody else opens or closes.
      synchronized (table) {
        return open(wanted, disk.find(wanted.path()));
      }
    }
  }

  private NioOpenFile open(Wanted wanted, SharedDisk.Found found)
      throws IOException, StatusException {
    synchronized (table) {
      return found.state().isPresent()
          ? openExisting(wanted, found)
          : create(wanted, found.place());
    }
  }

  private NioOpenFile openExisting(Wanted wanted, SharedDisk.Found found)
      throws IOException, StatusException {
    // Once more, now that nobody else can open or delete it through this share.
    FileState state = disk.state(found.place());
    checkKind(wanted, state, found.place());
    boolean overwrites = wanted.disposition().overwrites();
    Grant grant = Grant.of(wanted, state, found);
    SharedFile file = table.file(state.key());
    if (file.isDeletePending()) {
      throw new StatusException(NtStatus.DELETE_PENDING);
    }
    int share = wanted.mayWrite() ? wanted.shareAccess() : wanted.shareAccess() | 1;
    file.checkSharing(grant.withImplied(), share);
    Optional<FileData> data = Optional.empty();
    int access = grant.granted();
    if (!state.isDirectory() && (Access.any(access, Grant.BYTES) || overwrites)) {
      Opened opened = openData(found.place(), grant.withImplied(), wanted.maximum());
      access = access & ~opened.missing();
      data = Optional.of(opened.data());
    }
    if (overwrites) {
      overwrite(wanted, found.place(), state, data.orElseThrow());
    }
    int action = overwrites ? actionOfOverwrite(wanted) : OPENED;
    return register(wanted, found.place(), file, state, data, access, share, action);
  }

  private static int actionOfOverwrite(Wanted wanted) {
    return wanted.disposition() == Disposition.SUPERSEDE ? SUPERSEDED : OVERWRITTEN;
  }

  /** Phase 7, and what existing folders cannot have done to them. */
  private static void checkKind(Wanted wanted, FileState state, Place place)
      throws StatusException {
    Disposition disposition = wanted.disposition();
    if (state.isDirectory()) {
      if (wanted.has(CreateOptions.NON_DIRECTORY_FILE)) {
        throw new StatusException(NtStatus.FILE_IS_A_DIRECTORY);
      }
      if (disposition != Disposition.OPEN && disposition != Disposition.OPEN_IF) {
        throw new StatusException(
            place.isRoot() && disposition.overwrites()
                ? NtStatus.ACCESS_DENIED
                : NtStatus.OBJECT_NAME_COLLISION);
      }
      return;
    }
    if (!state.basic().isRegularFile()) {
      // A pipe or a device: opening it might never end.
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
    if (disposition == Disposition.CREATE) {
      throw new StatusException(NtStatus.OBJECT_NAME_COLLISION);
    }
    if (wanted.folderOnly()) {
      throw new StatusException(NtStatus.NOT_A_DIRECTORY);
    }
    if (wanted.path().folder()) {
      throw new StatusException(NtStatus.OBJECT_NAME_INVALID);
    }
  }

  /** Opens the bytes; for whoever asks for whatever is possible, perhaps to read or write only. */
  private Opened openData(Place place, int access, boolean maximum) throws IOException {
    boolean reads = Access.any(access, Access.READ_DATA | Access.EXECUTE);
    boolean writes = Access.any(access, Access.WRITE_DATA | Access.APPEND_DATA);
    try (Folder folder = disk.folder(place.parent())) {
      try {
        return new Opened(data(folder, place.name(), reads, writes), 0);
      } catch (AccessDeniedException e) {
        if (!maximum || !reads || !writes) {
          throw e;
        }
        return new Opened(data(folder, place.name(), true, false), Grant.CHANGES);
      }
    }
  }

  private static FileData data(Folder folder, String name, boolean reads, boolean writes)
      throws IOException {
    Set<OpenOption> options = options(reads, writes);
    return new FileData(folder.open(name, options));
  }

  private static Set<OpenOption> options(boolean reads, boolean writes) {
    EnumSet<StandardOpenOption> options = EnumSet.noneOf(StandardOpenOption.class);
    if (reads || !writes) {
      options.add(StandardOpenOption.READ);
    }
    if (writes) {
      options.add(StandardOpenOption.WRITE);
    }
    return Set.copyOf(options);
  }

  private record Opened(FileData data, int missing) {}

  private void overwrite(Wanted wanted, Place place, FileState state, FileData data)
      throws IOException {
    try {
      data.resize(0);
      int attributes = wanted.attributes() | FileAttributes.ARCHIVE;
      disk.dosAttributes().write(place.in(disk.root()), state.stored(), attributes);
    } catch (IOException e) {
      data.close();
      throw e;
    }
  }

  private NioOpenFile create(Wanted wanted, Place place) throws IOException, StatusException {
    if (!wanted.disposition().creates()) {
      throw new StatusException(NtStatus.OBJECT_NAME_NOT_FOUND);
    }
    Grant grant = Grant.ofNew(wanted, readOnly);
    if (wanted.path().folder() && !wanted.folderOnly()) {
      throw new StatusException(NtStatus.OBJECT_NAME_INVALID);
    }
    Optional<FileData> data = Optional.empty();
    try (Folder folder = disk.folder(place.parent())) {
      if (table.isDeletePending(disk.state(place.parent()).key())) {
        throw new StatusException(NtStatus.DELETE_PENDING);
      }
      BasicFileAttributes before = folder.view().readAttributes();
      if (wanted.folderOnly()) {
        folder.createFolder(place.name());
      } else {
        data = createFile(folder, place.name(), grant.granted());
      }
      disk.index().added(folder, before, place.name());
      return registerNew(wanted, place, data, grant.granted());
    } catch (IOException e) {
      if (data.isPresent()) {
        data.get().close();
      }
      throw e;
    }
  }

  private NioOpenFile registerNew(Wanted wanted, Place place, Optional<FileData> data, int access)
      throws IOException {
    int attributes = wanted.attributes() | (wanted.folderOnly() ? 0 : FileAttributes.ARCHIVE);
    disk.dosAttributes().write(place.in(disk.root()), 0, attributes);
    FileState state = disk.state(place);
    SharedFile file = table.file(state.key());
    return register(wanted, place, file, state, data, access, wanted.shareAccess(), CREATED);
  }

  private static Optional<FileData> createFile(Folder folder, String name, int access)
      throws IOException {
    boolean reads = Access.any(access, Access.READ_DATA | Access.EXECUTE);
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    if (reads) {
      options.add(StandardOpenOption.READ);
    }
    SeekableByteChannel channel = folder.open(name, options);
    if (Access.any(access, Grant.BYTES)) {
      return Optional.of(new FileData(channel));
    }
    channel.close();
    return Optional.empty();
  }

  private NioOpenFile register(
      Wanted wanted,
      Place place,
      SharedFile file,
      FileState state,
      Optional<FileData> data,
      int access,
      int share,
      int action) {
    NioOpenFile open =
        new NioOpenFile(disk, table, file, place, state, data, access, share, wanted, action);
    table.add(open);
    return open;
  }
}
