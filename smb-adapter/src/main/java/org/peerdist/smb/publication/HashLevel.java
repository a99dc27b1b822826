package org.peerdist.smb.publication;

/** Which shares give hashes, ServerHashLevel in [MS-SMB2] 3.3.1.5. */
public enum HashLevel {
  /** No share, HashDisableAll. */
  NONE,
  /** Those shares for which it is said, HashEnableShare. */
  ENABLED_SHARES,
  /** Every share, HashEnableAll. */
  ALL;

  /**
   * Reads what a user wrote.
   *
   * @param text none, enabled or all
   * @return the level
   * @throws IllegalArgumentException with one sentence, if it is none of them
   */
  public static HashLevel parse(String text) {
    return switch (text) {
      case "none" -> NONE;
      case "enabled" -> ENABLED_SHARES;
      case "all" -> ALL;
      default -> throw new IllegalArgumentException("none, enabled or all, not " + text);
    };
  }
}
