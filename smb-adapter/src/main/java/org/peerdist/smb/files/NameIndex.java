package org.peerdist.smb.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds names whose letters have another case, on file systems that do not. For that a folder has
 * to be read as a whole; what was read is remembered for a few folders until they change, so that
 * filling a large folder does not read it anew for each file. Thread-safe.
 *
 * <p>A name that another program made in the very moment that its folder was read may be missed
 * until the folder changes again, but only under other letters than its own.
 */
final class NameIndex {
  /** POLICY: so many folders are remembered. */
  private static final int MOST_FOLDERS = 4;

  /** POLICY: larger folders are not remembered; each name takes about 150 bytes. */
  private static final int MOST_NAMES = 100_000;

  private final Map<Object, Names> folders =
      new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Names> eldest) {
          return size() > MOST_FOLDERS;
        }
      };

  /** The names of a folder by their letters in one case, as of a change of the folder. */
  private static final class Names {
    private final Map<String, String> byLetters = new HashMap<>();
    private FileTime modified;
    private boolean complete = true;

    Names(FileTime modified) {
      this.modified = modified;
    }

    boolean isComplete() {
      return complete;
    }

    /** The first one stays: which of several is meant must not change. */
    void add(String name) {
      if (byLetters.size() == MOST_NAMES) {
        byLetters.clear();
        complete = false;
      }
      if (complete) {
        byLetters.putIfAbsent(letters(NameMapping.toWire(name)), name);
      }
    }
  }

  private static String letters(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  /**
   * Looks for a name.
   *
   * @param folder the folder
   * @param wireName in any letters
   * @return a name of the disk that was there when the folder was read
   */
  synchronized Optional<String> find(Folder folder, String wireName) throws IOException {
    BasicFileAttributes now = folder.view().readAttributes();
    if (now.fileKey() != null) {
      Names known = folders.get(now.fileKey());
      if (known != null && known.modified.equals(now.lastModifiedTime())) {
        return Optional.ofNullable(known.byLetters.get(letters(wireName)));
      }
      folders.remove(now.fileKey());
    }
    Names names = new Names(now.lastModifiedTime());
    Optional<String> found = read(folder, names, letters(wireName));
    FileTime modified = folder.view().readAttributes().lastModifiedTime();
    if (now.fileKey() != null && names.isComplete() && names.modified.equals(modified)) {
      folders.put(now.fileKey(), names);
    }
    return found;
  }

  /** Reads all of a folder into memory if it is not too large, and finds one name in any case. */
  private static Optional<String> read(Folder folder, Names names, String letters)
      throws IOException {
    String found = null;
    try (DirectoryStream<Path> paths = folder.list()) {
      for (Path path : paths) {
        String name = path.getFileName().toString();
        names.add(name);
        if (found == null && letters(NameMapping.toWire(name)).equals(letters)) {
          found = name;
        }
      }
    }
    return Optional.ofNullable(found);
  }

  /**
   * Takes in a name that was made here.
   *
   * @param folder the folder
   * @param before how it was before
   * @param name as on the disk
   */
  synchronized void added(Folder folder, BasicFileAttributes before, String name)
      throws IOException {
    Names names = before.fileKey() == null ? null : folders.get(before.fileKey());
    if (names != null && names.modified.equals(before.lastModifiedTime())) {
      names.add(name);
      names.modified = folder.view().readAttributes().lastModifiedTime();
      if (!names.isComplete()) {
        folders.remove(before.fileKey());
      }
    }
  }
}
