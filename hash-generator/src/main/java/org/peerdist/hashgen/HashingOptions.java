package org.peerdist.hashgen;

import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;

/**
 * How contents are hashed.
 *
 * @param threads how many threads hash, for all passes together, 1 or more; callers read, cut, and
 *     hash only what these have no time for
 * @param version1Algorithm the hash of content information version 1; version 2 has but one
 */
public record HashingOptions(int threads, HashAlgorithm version1Algorithm) {
  public HashingOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be 1 or more, not " + threads);
    }
    if (!ContentVersion.V1.algorithms().contains(version1Algorithm)) {
      throw new IllegalArgumentException(
          "version 1 has no hash " + version1Algorithm.label() + "; use sha256, sha384 or sha512");
    }
  }

  /**
   * A thread for each processor, and SHA-256 for version 1.
   *
   * @return the usual options
   */
  public static HashingOptions defaults() {
    return new HashingOptions(
        Runtime.getRuntime().availableProcessors(), ContentVersion.V1.defaultAlgorithm());
  }

  /**
   * The same with another hash for version 1.
   *
   * @param algorithm SHA-256, SHA-384 or SHA-512
   * @return new options
   */
  public HashingOptions withVersion1Algorithm(HashAlgorithm algorithm) {
    return new HashingOptions(threads, algorithm);
  }
}
