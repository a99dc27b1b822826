package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.file.Path;

/** A folder is open elsewhere, in this process or in another one. */
public final class FolderInUseException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Path folder;

  FolderInUseException(Path folder) {
    super("the content cache in " + folder + " is in use by another process");
    this.folder = folder;
  }

  /**
   * The folder.
   *
   * @return the folder
   */
  public Path folder() {
    return folder;
  }
}
