package org.peerdist.smb.publication;

/** Which shares give hashes, ServerHashLevel in [MS-SMB2] 3.3.1.5. */
public enum HashLevel {
  /** No share, HashDisableAll. */
  NONE,
  /** Those shares for which it is said, HashEnableShare. */
  ENABLED_SHARES,
  /** Every share, HashEnableAll. */
  ALL
}
