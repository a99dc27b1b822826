package org.peerdist.launcher.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.peerdist.launcher.Main;

/**
 * Uses the commands once, so that the virtual machine can keep the classes that they need in the
 * form in which they start fastest. The start script runs it.
 */
public final class StartTraining {
  private StartTraining() {}

  /**
   * Runs the commands in a temporary folder.
   *
   * @param arguments none
   * @throws IOException if there is no place for temporary files
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("peerdist-start");
    try {
      Path file = folder.resolve("content");
      Files.write(file, new byte[300_000]);
      Main.run("--help");
      Main.run("--version");
      Main.run("inspect", "--help");
      String state = folder.resolve("state").toString();
      Main.run("hash", file.toString(), "--content-version", "1,2", "--state", state);
      Main.run("inspect", file + ".pci");
      Main.run("inspect", file + ".pci2", "--json");
      Main.run("get", "http://127.0.0.1:9/", "--no-discovery", "--state", state);
      Main.run("demo", "--size", "300000", "--branch-clients", "2");
    } finally {
      TemporaryFolders.delete(folder);
    }
    System.exit(0);
  }
}
