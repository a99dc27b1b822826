package org.peerdist.smb.files;

/** The access masks of [MS-SMB2] 2.2.13.1, bits of a 32-bit field. */
public final class Access {
  /** Read the bytes of a file, or list a folder. */
  public static final int READ_DATA = 0x1;

  /** Write the bytes of a file, or make files in a folder. */
  public static final int WRITE_DATA = 0x2;

  /** Write behind the end of a file, or make folders in a folder. */
  public static final int APPEND_DATA = 0x4;

  /** Run a file, or pass through a folder. */
  public static final int EXECUTE = 0x20;

  /** Delete what is in a folder. */
  public static final int DELETE_CHILD = 0x40;

  /** Read times, sizes and attributes. */
  public static final int READ_ATTRIBUTES = 0x80;

  /** Change times and attributes. */
  public static final int WRITE_ATTRIBUTES = 0x100;

  /** Delete or rename it. */
  public static final int DELETE = 0x10000;

  /** Read the security descriptor. */
  public static final int READ_CONTROL = 0x20000;

  /** Whatever this user may do. */
  public static final int MAXIMUM_ALLOWED = 0x0200_0000;

  /** All that does not change anything. */
  public static final int READ_ONLY = 0x1200A9;

  /** All that there is. */
  public static final int ALL = 0x1F01FF;

  /** What share modes are about. */
  static final int DATA = READ_DATA | EXECUTE | WRITE_DATA | APPEND_DATA | DELETE;

  private static final int GENERIC_READ = 0x8000_0000;
  private static final int GENERIC_WRITE = 0x4000_0000;
  private static final int GENERIC_EXECUTE = 0x2000_0000;
  private static final int GENERIC_ALL = 0x1000_0000;
  private static final int GENERIC = GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE | GENERIC_ALL;

  private Access() {}

  /**
   * Replaces the generic rights by what they mean for files.
   *
   * @param mask any mask
   * @return the mask without generic rights
   */
  public static int specific(int mask) {
    int specific = mask & ~GENERIC;
    specific |= (mask & GENERIC_READ) != 0 ? 0x120089 : 0;
    specific |= (mask & GENERIC_WRITE) != 0 ? 0x120116 : 0;
    specific |= (mask & GENERIC_EXECUTE) != 0 ? 0x1200A0 : 0;
    specific |= (mask & GENERIC_ALL) != 0 ? ALL : 0;
    return specific;
  }

  /** Whether a mask has at least one of some rights. */
  static boolean any(int mask, int rights) {
    return (mask & rights) != 0;
  }
}
