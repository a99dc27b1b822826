package org.peerdist.smb.server;

import java.util.Objects;
import org.peerdist.smb.files.FileTree;

/**
 * A tree of files under a name. Whoever makes it closes its files after the server.
 *
 * @param name 1 to 80 characters, none of {@code \ / : * ? " < > |} or control; not "IPC$". Clients
 *     write it in any case
 * @param comment what lists of shares say of it, at most 256 characters
 * @param files what is in it
 * @param writable whether users may change anything; guests never may
 * @param encrypted whether only encrypted requests are answered, which takes SMB 3
 */
public record Share(
    String name, String comment, FileTree files, boolean writable, boolean encrypted) {
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_COMMENT = 256;

  public Share {
    Objects.requireNonNull(files, "files");
    if (name.isBlank() || name.length() > LONGEST_NAME || !isPlain(name)) {
      throw new IllegalArgumentException("\"" + name + "\" cannot be the name of a share");
    }
    if (comment.length() > LONGEST_COMMENT || comment.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("the comment of share " + name + " is not one short line");
    }
  }

  private static boolean isPlain(String name) {
    return name.chars().noneMatch(c -> c < ' ' || "\\/:*?\"<>|".indexOf(c) >= 0)
        && !name.equalsIgnoreCase("IPC$");
  }

  /**
   * A share that nobody may change, with any requests of those who may log in.
   *
   * @param name its name
   * @param files what is in it
   * @return a share without a comment
   */
  public static Share readOnly(String name, FileTree files) {
    return new Share(name, "", files, false, false);
  }
}
