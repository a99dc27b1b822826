package org.peerdist.jetty.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.peerdist.hashgen.KeptFile;

/** The folder in which a module keeps things from one start to the next, for its user alone. */
final class StateFolder {
  private final Path base;
  private Path folder;

  /** The usual one. */
  StateFolder(String base) {
    this.base = Path.of(base);
    this.folder = this.base.resolve("var/peerdist");
  }

  /** Another one. */
  void set(String path) {
    folder = resolve(path);
  }

  /** What a relative path in a setting means. */
  Path resolve(String path) {
    return base.resolve(path.strip());
  }

  /** A file in the folder, which is made if it is not there. */
  Path file(String name) throws IOException {
    return create(folder).resolve(name);
  }

  /** A folder in the folder. */
  Path folder(String name) throws IOException {
    return create(create(folder).resolve(name));
  }

  private static Path create(Path wanted) throws IOException {
    if (!Files.isDirectory(wanted)) {
      Files.createDirectories(wanted, KeptFile.permissions(wanted, "rwx------"));
    }
    return wanted;
  }
}
