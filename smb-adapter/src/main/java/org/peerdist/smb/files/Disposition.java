package org.peerdist.smb.files;

import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/** What to do when a file exists or does not: CreateDisposition of [MS-SMB2] 2.2.13, in order. */
enum Disposition {
  SUPERSEDE(true, true),
  OPEN(false, false),
  CREATE(true, false),
  OPEN_IF(true, false),
  OVERWRITE(false, true),
  OVERWRITE_IF(true, true);

  private final boolean creates;
  private final boolean overwrites;

  Disposition(boolean creates, boolean overwrites) {
    this.creates = creates;
    this.overwrites = overwrites;
  }

  static Disposition of(int value) throws StatusException {
    if (value < 0 || value >= values().length) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    return values()[value];
  }

  /** Whether it makes a file that does not exist. */
  boolean creates() {
    return creates;
  }

  /** Whether it empties a file that exists. */
  boolean overwrites() {
    return overwrites;
  }
}
