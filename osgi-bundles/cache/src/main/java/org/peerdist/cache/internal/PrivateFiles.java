package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Folders and files that only their owner may read: the cache holds contents in the clear, and
 * their secrets. Where the file system has no such permissions, those of the folder around it hold.
 */
final class PrivateFiles {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<?>[] NONE = {};

  private PrivateFiles() {}

  static void createFolder(Path folder) throws IOException {
    if (!hasPermissions(folder)) {
      Files.createDirectories(folder);
    } else if (Files.isDirectory(folder)) {
      Files.setPosixFilePermissions(folder, FOLDER);
    } else {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    }
  }

  static FileChannel open(Path file, Set<OpenOption> options) throws IOException {
    return FileChannel.open(
        file,
        options,
        hasPermissions(file)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(FILE)}
            : NONE);
  }

  private static boolean hasPermissions(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
