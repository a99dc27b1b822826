package org.peerdist.smb.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.peerdist.smb.information.DirectoryEntry;

/**
 * What of a folder matches a pattern, once, in the order of the disk, after the folder itself and
 * the one above as {@code .} and {@code ..}. For use by one thread at a time.
 */
final class FolderEntries implements Closeable {
  private static final int DOTS = 2;

  private final SharedDisk disk;
  private final Place place;
  private final WildcardPattern pattern;
  private final Folder folder;
  private final DirectoryStream<Path> stream;
  private final Iterator<Path> names;
  private int told;

  FolderEntries(SharedDisk disk, Place place, WildcardPattern pattern) throws IOException {
    this.disk = disk;
    this.place = place;
    this.pattern = pattern;
    this.folder = disk.folder(place);
    try {
      this.stream = folder.list();
    } catch (IOException e) {
      folder.close();
      throw e;
    }
    this.names = stream.iterator();
  }

  /** The next one, or nothing at the end. */
  Optional<DirectoryEntry> next() throws IOException {
    while (told < DOTS) {
      String name = told == 0 ? "." : "..";
      told++;
      if (pattern.matches(name)) {
        return Optional.of(dots(name).entry(name));
      }
    }
    return pattern.isLiteral() ? single() : scan();
  }

  /** What is above the share is not told: there, both are the root. */
  private FileState dots(String name) throws IOException {
    return disk.state(name.equals(".") || place.isRoot() ? place : place.parent());
  }

  /** A name needs no search through a large folder. */
  private Optional<DirectoryEntry> single() throws IOException {
    if (told > DOTS) {
      return Optional.empty();
    }
    told++;
    Optional<String> name = disk.nameIn(folder, pattern.text());
    return name.isPresent() ? entry(name.get()) : Optional.empty();
  }

  private Optional<DirectoryEntry> scan() throws IOException {
    while (names.hasNext()) {
      String name = names.next().getFileName().toString();
      if (pattern.matches(NameMapping.toWire(name))) {
        Optional<DirectoryEntry> entry = entry(name);
        if (entry.isPresent()) {
          return entry;
        }
      }
    }
    return Optional.empty();
  }

  /** Nothing for what is no file or folder, is not in the share, or went away meanwhile. */
  private Optional<DirectoryEntry> entry(String name) throws IOException {
    try {
      FileState state = disk.state(folder, name);
      if (state.basic().isSymbolicLink()) {
        Optional<Place> target = disk.target(folder, name);
        if (target.isEmpty()) {
          return Optional.empty();
        }
        state = disk.state(target.get());
      }
      return state.basic().isOther()
          ? Optional.empty()
          : Optional.of(state.entry(NameMapping.toWire(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    try (folder) {
      stream.close();
    }
  }
}
