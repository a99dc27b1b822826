package org.peerdist.smb.pipe;

/**
 * A share in a list.
 *
 * @param name its name
 * @param type what it is
 * @param comment what is said of it
 */
public record ShareEntry(String name, int type, String comment) {
  /** A share with files. */
  public static final int DISK = 0;

  /** A share with named pipes, which lists do not show. */
  public static final int PIPE = 0x8000_0003;
}
