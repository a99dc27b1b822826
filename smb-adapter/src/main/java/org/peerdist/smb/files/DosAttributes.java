package org.peerdist.smb.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.DosFileAttributes;
import org.peerdist.smb.information.FileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The DOS attributes that a file system keeps, if it does. Thread-safe. */
final class DosAttributes {
  private static final Logger LOG = LoggerFactory.getLogger(DosAttributes.class);

  private final boolean kept;

  private DosAttributes(boolean kept) {
    this.kept = kept;
  }

  /** Finds out whether there are any at a path. */
  static DosAttributes at(Path root) throws IOException {
    return new DosAttributes(
        root.getFileSystem().supportedFileAttributeViews().contains("dos")
            && Files.getFileStore(root).supportsFileAttributeView("dos"));
  }

  /** Those of a file; none if they cannot be read, which must not keep anyone from the file. */
  int read(Path file, BasicFileAttributes basic) {
    // Reading them may open the file, which may take forever with what is no file.
    if (!kept || !(basic.isRegularFile() || basic.isDirectory())) {
      return 0;
    }
    try {
      DosFileAttributes dos = Files.readAttributes(file, DosFileAttributes.class, NOFOLLOW_LINKS);
      return (dos.isReadOnly() ? FileAttributes.READONLY : 0)
          | (dos.isHidden() ? FileAttributes.HIDDEN : 0)
          | (dos.isSystem() ? FileAttributes.SYSTEM : 0)
          | (dos.isArchive() ? FileAttributes.ARCHIVE : 0);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("No DOS attributes of {}: {}", file, e.toString());
      return 0;
    }
  }

  /** Keeps those that are different; does nothing where there are none. */
  void write(Path file, int from, int to) throws IOException {
    int different = (from ^ to) & FileAttributes.KEPT;
    if (!kept || different == 0) {
      return;
    }
    DosFileAttributeView view =
        Files.getFileAttributeView(file, DosFileAttributeView.class, NOFOLLOW_LINKS);
    if ((different & FileAttributes.READONLY) != 0) {
      view.setReadOnly((to & FileAttributes.READONLY) != 0);
    }
    if ((different & FileAttributes.HIDDEN) != 0) {
      view.setHidden((to & FileAttributes.HIDDEN) != 0);
    }
    if ((different & FileAttributes.SYSTEM) != 0) {
      view.setSystem((to & FileAttributes.SYSTEM) != 0);
    }
    if ((different & FileAttributes.ARCHIVE) != 0) {
      view.setArchive((to & FileAttributes.ARCHIVE) != 0);
    }
  }
}
