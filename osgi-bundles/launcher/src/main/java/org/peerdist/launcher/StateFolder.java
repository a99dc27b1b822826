package org.peerdist.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.peerdist.hashgen.KeptFile;
import picocli.CommandLine.Option;

/** The option for the folder in which things are kept from one command to the next. */
final class StateFolder {
  @Option(
      names = "--state",
      paramLabel = "DIR",
      order = 90,
      description = "Where the secret and the caches are kept (default: ~/.peerdist).")
  private Path folder = Path.of(System.getProperty("user.home", "."), ".peerdist");

  /** Adds the option to those that are understood without annotations. */
  void addTo(LeanOptions options) {
    options.option(Path.class, value -> folder = value, "--state");
  }

  /**
   * The folder, made for this user alone if it was not there.
   *
   * @throws IOException if it cannot be made
   */
  Path create() throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, KeptFile.permissions(folder, "rwx------"));
    }
    return folder;
  }

  /** A folder in the state folder, for one use of it. */
  Path create(String name) throws IOException {
    Path inner = create().resolve(name);
    Files.createDirectories(inner, KeptFile.permissions(folder, "rwx------"));
    return inner;
  }
}
