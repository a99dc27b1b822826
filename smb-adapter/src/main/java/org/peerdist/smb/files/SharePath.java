package org.peerdist.smb.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/**
 * A path as a client writes it, checked: [MS-FSCC] 2.1.5.
 *
 * @param names from the root of the share, as on the wire; none for the root
 * @param folder whether the client said that it means a folder, by a backslash at the end or by the
 *     stream type of folders
 */
public record SharePath(List<String> names, boolean folder) {
  private static final int MOST_PATH = 32_760;
  private static final int MOST_NAME = 255;
  private static final String FILE_STREAM = "::$DATA";
  private static final List<String> FOLDER_STREAMS =
      List.of("::$INDEX_ALLOCATION", ":$I30:$INDEX_ALLOCATION");

  /**
   * Checks a path.
   *
   * @param path with backslashes, from the root of the share
   * @return its names
   * @throws StatusException if it is none, or names a stream other than that of the file's bytes
   */
  public static SharePath parse(String path) throws StatusException {
    if (path.length() > MOST_PATH) {
      throw new StatusException(NtStatus.OBJECT_NAME_INVALID);
    }
    if (path.startsWith("\\")) {
      // SPEC [MS-SMB2] 3.3.5.9: no path begins with a backslash.
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    boolean folder = path.endsWith("\\");
    String rest = folder ? path.substring(0, path.length() - 1) : path;
    for (String suffix : FOLDER_STREAMS) {
      if (endsWith(rest, suffix)) {
        rest = rest.substring(0, rest.length() - suffix.length());
        folder = true;
      }
    }
    if (!folder && endsWith(rest, FILE_STREAM)) {
      rest = rest.substring(0, rest.length() - FILE_STREAM.length());
    }
    return new SharePath(rest.isEmpty() ? List.of() : names(rest), folder);
  }

  private static boolean endsWith(String path, String suffix) {
    return path.toUpperCase(Locale.ROOT).endsWith(suffix);
  }

  private static List<String> names(String path) throws StatusException {
    List<String> names = new ArrayList<>();
    for (String name : path.split("\\\\", -1)) {
      // Redundant backslashes are taken out, [MS-FSA] 2.1.5.1.
      if (!name.isEmpty()) {
        check(name);
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  private static void check(String name) throws StatusException {
    if (name.equals("..")) {
      // SPEC [MS-FSCC] 2.1.5.1: clients take these out of their paths. INTEROP: what is told is
      // what Windows tells of a path that would leave the share.
      throw new StatusException(NtStatus.OBJECT_PATH_SYNTAX_BAD);
    }
    char last = name.charAt(name.length() - 1);
    boolean valid = name.length() <= MOST_NAME && last != '.' && last != ' ';
    for (int i = 0; valid && i < name.length(); i++) {
      valid = !NameMapping.isForbidden(name.charAt(i));
    }
    // What is told as another character must not become a path of its own either.
    String disk = NameMapping.toDisk(name);
    if (!valid || disk.equals(".") || disk.equals("..")) {
      throw new StatusException(NtStatus.OBJECT_NAME_INVALID);
    }
  }
}
