package org.peerdist.cache;

import java.io.IOException;
import java.nio.file.Path;

/** The folder of a content cache is open elsewhere, in this process or in another one. */
public final class CacheInUseException extends IOException {
  private static final long serialVersionUID = 1L;

  CacheInUseException(Path folder) {
    super("the content cache in " + folder + " is in use by another process");
  }
}
