package org.peerdist.smb.files;

/** The create options of [MS-SMB2] 2.2.13 that mean something to files, bits of a 32-bit field. */
public final class CreateOptions {
  /** It has to be a folder. */
  public static final int DIRECTORY_FILE = 0x1;

  /** Every write is durable before it is answered. */
  public static final int WRITE_THROUGH = 0x2;

  /** No buffers between the client and the disk. */
  public static final int NO_INTERMEDIATE_BUFFERING = 0x8;

  /** It must not be a folder. */
  public static final int NON_DIRECTORY_FILE = 0x40;

  /** Connect to the server of the file. */
  public static final int CREATE_TREE_CONNECTION = 0x80;

  /** Whoever opens it does not know what extended attributes are. */
  public static final int NO_EA_KNOWLEDGE = 0x200;

  /** It goes away when this open is closed. */
  public static final int DELETE_ON_CLOSE = 0x1000;

  /** The name is a file id. */
  public static final int OPEN_BY_FILE_ID = 0x2000;

  /** Keep others out while there is a filter. */
  public static final int RESERVE_OPFILTER = 0x0010_0000;

  /** Those that stay with the open, [MS-FSCC] 2.4.31. */
  static final int MODE = 0x3E;

  private CreateOptions() {}
}
