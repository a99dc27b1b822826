package org.peerdist.smb.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Passwords in files, so that no list of processes and no configuration shows them. */
public final class PasswordFile {
  private PasswordFile() {}

  /**
   * Reads a password.
   *
   * @param file has it in its first line, in UTF-8
   * @return the password, for the caller to clear
   * @throws IOException if the file can't be read
   */
  public static char[] read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    int end = 0;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    char[] line = new char[end];
    text.get(line);
    Arrays.fill(bytes, (byte) 0);
    return line;
  }
}
