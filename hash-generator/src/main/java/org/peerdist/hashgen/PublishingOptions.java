package org.peerdist.hashgen;

import java.util.EnumSet;
import java.util.Set;
import org.peerdist.content.ContentVersion;

/**
 * What a {@link PublishingService} makes and keeps.
 *
 * @param versions the versions of content information to make, 1 or more
 * @param hashing how to hash
 * @param limits how much hashing may go on
 * @param maxCacheBytes how much the publication cache may hold, 1 or more
 */
public record PublishingOptions(
    Set<ContentVersion> versions,
    HashingOptions hashing,
    PublishingLimits limits,
    long maxCacheBytes) {

  /** Both versions, the usual limits, and 4 GiB, enough for about 2.6 TB of content. */
  public static final PublishingOptions DEFAULT =
      new PublishingOptions(
          EnumSet.allOf(ContentVersion.class),
          HashingOptions.defaults(),
          PublishingLimits.DEFAULT,
          4L << 30);

  public PublishingOptions {
    versions = Set.copyOf(versions);
    if (versions.isEmpty() || maxCacheBytes < 1) {
      throw new IllegalArgumentException(
          "a version and maxCacheBytes of at least 1 expected: versions="
              + versions
              + ", maxCacheBytes="
              + maxCacheBytes);
    }
  }

  /**
   * The same with all versions up to one.
   *
   * @param version the highest version to make
   * @return options
   */
  public PublishingOptions withHighestVersion(ContentVersion version) {
    return new PublishingOptions(
        EnumSet.range(ContentVersion.V1, version), hashing, limits, maxCacheBytes);
  }

  /**
   * The same with another way to hash.
   *
   * @param options how to hash
   * @return options
   */
  public PublishingOptions withHashing(HashingOptions options) {
    return new PublishingOptions(versions, options, limits, maxCacheBytes);
  }

  /**
   * The same with other limits.
   *
   * @param most how much hashing may go on
   * @return options
   */
  public PublishingOptions withLimits(PublishingLimits most) {
    return new PublishingOptions(versions, hashing, most, maxCacheBytes);
  }

  /**
   * The same with another size of the publication cache.
   *
   * @param bytes 1 or more
   * @return options
   */
  public PublishingOptions withMaxCacheBytes(long bytes) {
    return new PublishingOptions(versions, hashing, limits, bytes);
  }
}
