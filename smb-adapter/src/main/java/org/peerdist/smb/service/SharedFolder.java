package org.peerdist.smb.service;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder under a name.
 *
 * @param name the name of the share
 * @param folder what is in it
 */
public record SharedFolder(String name, Path folder) {
  /**
   * Reads what a user wrote.
   *
   * @param text NAME=DIR
   * @return the folder
   * @throws IllegalArgumentException with one sentence, if there is no such folder
   */
  public static SharedFolder parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new IllegalArgumentException("'" + text + "' is not NAME=DIR");
    }
    Path folder = Path.of(text.substring(equals + 1));
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("there is no folder " + folder);
    }
    return new SharedFolder(text.substring(0, equals), folder);
  }
}
