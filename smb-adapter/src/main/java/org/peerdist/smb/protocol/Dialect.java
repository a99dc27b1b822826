package org.peerdist.smb.protocol;

import java.util.Optional;

/** The dialects of [MS-SMB2] 1.7 that this server speaks; 2.0.2 has no hashes, and is left out. */
public enum Dialect {
  SMB_2_1(0x0210),
  SMB_3_0(0x0300),
  SMB_3_0_2(0x0302),
  SMB_3_1_1(0x0311);

  private final int revision;

  Dialect(int revision) {
    this.revision = revision;
  }

  /** The dialect with a number. */
  public static Optional<Dialect> of(int revision) {
    for (Dialect dialect : values()) {
      if (dialect.revision == revision) {
        return Optional.of(dialect);
      }
    }
    return Optional.empty();
  }

  /** The number on the wire, 16 bits. */
  public int revision() {
    return revision;
  }

  /** Whether this is of the SMB 3.x family. */
  public boolean isSmb3() {
    return compareTo(SMB_3_0) >= 0;
  }
}
