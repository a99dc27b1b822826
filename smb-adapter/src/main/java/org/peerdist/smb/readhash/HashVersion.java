package org.peerdist.smb.readhash;

import java.util.Optional;
import org.peerdist.content.ContentVersion;

/** The versions of hashes that [MS-SMB2] 2.2.31.2 knows, with the ways in which they are read. */
public enum HashVersion {
  /** SRV_HASH_VER_1, read by offsets in the content information file: HASH_BASED. */
  V1(1, 1, ContentVersion.V1),
  /** SRV_HASH_VER_2, read by offsets in the file itself: FILE_BASED. For SMB 3 only. */
  V2(2, 2, ContentVersion.V2);

  private final int wireValue;
  private final int retrievalType;
  private final ContentVersion contentVersion;

  HashVersion(int wireValue, int retrievalType, ContentVersion contentVersion) {
    this.wireValue = wireValue;
    this.retrievalType = retrievalType;
    this.contentVersion = contentVersion;
  }

  /**
   * The version with a number.
   *
   * @param wireValue the number on the wire
   * @return the version, or nothing
   */
  public static Optional<HashVersion> of(long wireValue) {
    for (HashVersion version : values()) {
      if (version.wireValue == wireValue) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  /**
   * The number on the wire.
   *
   * @return 1 or 2
   */
  public int wireValue() {
    return wireValue;
  }

  /**
   * The only HashRetrievalType that goes with this version.
   *
   * @return 1 or 2
   */
  public int retrievalType() {
    return retrievalType;
  }

  /**
   * The version of the content information.
   *
   * @return the same number
   */
  public ContentVersion contentVersion() {
    return contentVersion;
  }
}
