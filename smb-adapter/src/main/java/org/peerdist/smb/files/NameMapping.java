package org.peerdist.smb.files;

/**
 * Names of the disk that Windows forbids, and how they look in the share. The characters that a
 * name must not have there are told as characters of the private use area, as Apple's and Linux's
 * clients know them: U+F001 to U+F01F for controls, U+F020 to U+F027 for {@code " * : < > ? \ |},
 * and U+F028 and U+F029 for a space or a period at the end.
 *
 * <p>INTEROP: the same values that macOS uses for names with such characters on an NTFS volume.
 */
public final class NameMapping {
  private static final String FORBIDDEN = "\"*:<>?\\|";
  private static final char CONTROLS = '\uF000';
  private static final char FIRST_FORBIDDEN = '\uF020';
  private static final char SPACE_AT_END = '\uF028';
  private static final char PERIOD_AT_END = '\uF029';

  private NameMapping() {}

  /** Whether a character must not be in a name of the wire. */
  static boolean isForbidden(char c) {
    return c < ' ' || c == '/' || FORBIDDEN.indexOf(c) >= 0;
  }

  /**
   * The name that clients see.
   *
   * @param disk as on the disk
   * @return as on the wire
   */
  public static String toWire(String disk) {
    int last = disk.length() - 1;
    StringBuilder wire = null;
    for (int i = 0; i <= last; i++) {
      char mapped = toWire(disk.charAt(i), i == last);
      if (mapped != disk.charAt(i)) {
        wire = wire == null ? new StringBuilder(disk) : wire;
        wire.setCharAt(i, mapped);
      }
    }
    return wire == null ? disk : wire.toString();
  }

  /** The name on the disk; what is no such character stays. */
  static String toDisk(String wire) {
    int last = wire.length() - 1;
    StringBuilder disk = null;
    for (int i = 0; i <= last; i++) {
      char mapped = toDisk(wire.charAt(i), i == last);
      if (mapped != wire.charAt(i)) {
        disk = disk == null ? new StringBuilder(wire) : disk;
        disk.setCharAt(i, mapped);
      }
    }
    return disk == null ? wire : disk.toString();
  }

  private static char toWire(char c, boolean last) {
    int forbidden = FORBIDDEN.indexOf(c);
    if (forbidden >= 0) {
      return (char) (FIRST_FORBIDDEN + forbidden);
    }
    if (c < ' ' && c > 0) {
      return (char) (CONTROLS + c);
    }
    if (last && c == ' ') {
      return SPACE_AT_END;
    }
    return last && c == '.' ? PERIOD_AT_END : c;
  }

  private static char toDisk(char c, boolean last) {
    if (c > CONTROLS && c < FIRST_FORBIDDEN) {
      return (char) (c - CONTROLS);
    }
    if (c >= FIRST_FORBIDDEN && c < FIRST_FORBIDDEN + FORBIDDEN.length()) {
      return FORBIDDEN.charAt(c - FIRST_FORBIDDEN);
    }
    if (last && c == SPACE_AT_END) {
      return ' ';
    }
    return last && c == PERIOD_AT_END ? '.' : c;
  }
}
