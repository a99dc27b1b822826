package org.peerdist.smb.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/**
 * The part of a disk that is shared: a folder, and how to come to what is in it without leaving it.
 * Thread-safe.
 *
 * <p>A link is followed if what it leads to is in the share; others are not listed and not opened.
 */
final class SharedDisk {
  private final Path root;
  private final DosAttributes dosAttributes;
  private final NameIndex index = new NameIndex();

  /** Whether the file system itself finds a name whose letters have another case. */
  private final boolean ignoresCase;

  /**
   * Opens a disk.
   *
   * @param root a folder that is there
   */
  SharedDisk(Path root) throws IOException {
    this.root = root.toRealPath();
    this.dosAttributes = DosAttributes.at(this.root);
    this.ignoresCase = ignoresCase(this.root);
  }

  private static boolean ignoresCase(Path root) throws IOException {
    String upper = root.toString().toUpperCase(Locale.ROOT);
    String lower = root.toString().toLowerCase(Locale.ROOT);
    Path other = root.getFileSystem().getPath(root.toString().equals(upper) ? lower : upper);
    return !upper.equals(lower) && Files.exists(other) && Files.isSameFile(root, other);
  }

  /** Without links. */
  Path root() {
    return root;
  }

  NameIndex index() {
    return index;
  }

  DosAttributes dosAttributes() {
    return dosAttributes;
  }

  /** Walks to a folder, name by name. */
  Folder folder(Place place) throws IOException {
    Folder folder = Folder.open(root);
    for (String name : place.names()) {
      folder = step(folder, name);
    }
    return folder;
  }

  private static Folder step(Folder from, String name) throws IOException {
    try (from) {
      return from.folder(name);
    }
  }

  /** How a file is now. */
  FileState state(Place place) throws IOException {
    if (place.isRoot()) {
      try (Folder folder = Folder.open(root)) {
        return state(folder.view().readAttributes(), root, false);
      }
    }
    try (Folder folder = folder(place.parent())) {
      return state(folder, place.name());
    }
  }

  /** How a file in a folder is now; a link is told as a link. */
  FileState state(Folder folder, String name) throws IOException {
    BasicFileAttributes basic = folder.view(name).readAttributes();
    return state(basic, folder.path().resolve(name), name.startsWith("."));
  }

  private FileState state(BasicFileAttributes basic, Path path, boolean hidden) {
    // Where the file system knows no other identity, a file is where it is.
    Object key = basic.fileKey() != null ? basic.fileKey() : path.toString();
    return new FileState(basic, dosAttributes.read(path, basic), hidden, key);
  }

  /**
   * Where a link in a folder leads to.
   *
   * @return nothing if that is not in the share, or not there
   */
  Optional<Place> target(Folder folder, String name) {
    try {
      Path real = folder.path().resolve(folder.relative(name)).toRealPath();
      if (!real.startsWith(root)) {
        return Optional.empty();
      }
      List<String> names = new ArrayList<>();
      if (!real.equals(root)) {
        root.relativize(real).forEach(part -> names.add(part.toString()));
      }
      return Optional.of(new Place(names));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What a name in a folder is on the disk: exactly this name if there is one. */
  Optional<String> nameIn(Folder folder, String wireName) throws IOException {
    String exact = NameMapping.toDisk(wireName);
    try {
      folder.view(exact).readAttributes();
      if (ignoresCase) {
        Path real = folder.path().resolve(exact).toRealPath(LinkOption.NOFOLLOW_LINKS);
        return Optional.of(real.getFileName().toString());
      }
      return Optional.of(exact);
    } catch (NoSuchFileException e) {
      Optional<String> name = index.find(folder, wireName);
      // What is remembered may have gone.
      return name.isPresent() && exists(folder, name.get()) ? name : Optional.empty();
    }
  }

  private static boolean exists(Folder folder, String name) throws IOException {
    try {
      folder.view(name).readAttributes();
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Finds what a client means.
   *
   * @param path from the root
   * @return what is there, or where it would be
   * @throws StatusException OBJECT_PATH_NOT_FOUND if there is no folder for it
   */
  Found find(SharePath path) throws IOException, StatusException {
    Place place = Place.ROOT;
    boolean link = false;
    for (int i = 0; i < path.names().size(); i++) {
      boolean last = i == path.names().size() - 1;
      try (Folder folder = parentFolder(place)) {
        Optional<String> name = nameIn(folder, path.names().get(i));
        if (name.isEmpty()) {
          return absent(place, path.names().get(i), last);
        }
        Optional<Place> target = Optional.of(place.child(name.get()));
        link = folder.view(name.get()).readAttributes().isSymbolicLink();
        if (link) {
          target = target(folder, name.get());
        }
        place = target.orElseThrow(() -> new StatusException(NtStatus.ACCESS_DENIED));
      }
    }
    return new Found(place, Optional.of(state(place)), link);
  }

  private Folder parentFolder(Place place) throws IOException, StatusException {
    try {
      return folder(place);
    } catch (NotDirectoryException | NoSuchFileException e) {
      throw new StatusException(NtStatus.OBJECT_PATH_NOT_FOUND);
    }
  }

  private static Found absent(Place folder, String wireName, boolean last) throws StatusException {
    if (!last) {
      throw new StatusException(NtStatus.OBJECT_PATH_NOT_FOUND);
    }
    return new Found(folder.child(NameMapping.toDisk(wireName)), Optional.empty(), false);
  }

  /**
   * What was found.
   *
   * @param place where it is, or would be
   * @param state how it is, if it is there
   * @param link whether the client named a link that leads to it
   */
  record Found(Place place, Optional<FileState> state, boolean link) {}
}
