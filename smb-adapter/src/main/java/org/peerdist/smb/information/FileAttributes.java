package org.peerdist.smb.information;

/** The file attributes of [MS-FSCC] 2.6, bits of a 32-bit field. */
public final class FileAttributes {
  /** May not be written to or deleted. */
  public static final int READONLY = 0x1;

  /** Not in an ordinary listing. */
  public static final int HIDDEN = 0x2;

  /** Of the operating system. */
  public static final int SYSTEM = 0x4;

  /** A folder. */
  public static final int DIRECTORY = 0x10;

  /** To be archived. */
  public static final int ARCHIVE = 0x20;

  /** Nothing else; alone only. */
  public static final int NORMAL = 0x80;

  /** Need not reach the disk. */
  public static final int TEMPORARY = 0x100;

  /** Those that a file system with DOS attributes keeps. */
  public static final int KEPT = READONLY | HIDDEN | SYSTEM | ARCHIVE;

  /** Those that [MS-FSCC] 2.6 names, whether or not they mean anything here. */
  public static final int ALL = 0x5E_FFB7;

  private FileAttributes() {}
}
