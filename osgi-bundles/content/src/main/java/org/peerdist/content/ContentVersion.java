package org.peerdist.content;

import java.util.List;

/** The versions of content information. */
public enum ContentVersion {
  /** Version 1.0: segments of 32 MiB, cut into blocks of 64 KiB. */
  V1(1),
  /** Version 2.0: segments of up to 128 KiB whose ends depend on the content; no blocks. */
  V2(2);

  private final int number;

  ContentVersion(int number) {
    this.number = number;
  }

  /**
   * The major version.
   *
   * @return 1 or 2
   */
  public int number() {
    return number;
  }

  /**
   * The hashes that this version can use, the usual one first.
   *
   * @return at least one
   */
  public List<HashAlgorithm> algorithms() {
    return switch (this) {
      case V1 -> List.of(HashAlgorithm.SHA_256, HashAlgorithm.SHA_384, HashAlgorithm.SHA_512);
      case V2 -> List.of(HashAlgorithm.TRUNCATED_SHA_512);
    };
  }

  /**
   * The usual hash.
   *
   * @return the first of {@link #algorithms()}
   */
  public HashAlgorithm defaultAlgorithm() {
    return algorithms().get(0);
  }
}
