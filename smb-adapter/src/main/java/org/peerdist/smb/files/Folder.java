package org.peerdist.smb.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Set;

/**
 * A folder and what can be done to the names in it. No link is followed: neither one that a name
 * is, nor, as well as the file system can, one that somebody puts in the place of the folder
 * meanwhile. For use by one thread.
 */
interface Folder extends Closeable {
  /**
   * Opens a folder by its path.
   *
   * @param path real, that is without links
   * @return it, held open if the file system can
   * @throws IOException if it is no folder, or cannot be opened
   */
  @SuppressWarnings("StreamResourceLeak") // It is open as long as the folder is.
  static Folder open(Path path) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(path);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return new SecureFolder(path, secure);
    }
    stream.close();
    return new PlainFolder(path);
  }

  /** Where it is. */
  Path path();

  /**
   * A name as a path without a folder.
   *
   * @param name as on the disk
   * @return the path
   * @throws InvalidPathException if the file system takes it for anything but one name
   */
  default Path relative(String name) {
    Path relative = path().getFileSystem().getPath(name);
    if (relative.isAbsolute()
        || relative.getNameCount() != 1
        || name.isEmpty()
        || name.equals(".")
        || name.equals("..")) {
      throw new InvalidPathException(name, "Not a name");
    }
    return relative;
  }

  /** The view of the folder itself. */
  BasicFileAttributeView view();

  /** The view of a file in it, of a link itself if it is one. */
  BasicFileAttributeView view(String name);

  /** A folder in it. */
  Folder folder(String name) throws IOException;

  /** Opens a file in it, or creates it. */
  SeekableByteChannel open(String name, Set<? extends OpenOption> options) throws IOException;

  /** Makes a folder in it. */
  void createFolder(String name) throws IOException;

  /** Deletes a file in it, or an empty folder. */
  void delete(String name, boolean folder) throws IOException;

  /** Moves something in it to another folder, replacing a file that has the name there. */
  void move(String name, Folder target, String newName) throws IOException;

  /** The names in it, one after the other as they are asked for. */
  DirectoryStream<Path> list() throws IOException;
}
