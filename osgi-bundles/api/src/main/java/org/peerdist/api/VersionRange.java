package org.peerdist.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.peerdist.content.ContentVersion;

/**
 * Versions of content information.
 *
 * @param lowest the lowest of them
 * @param highest the highest of them
 */
public record VersionRange(ContentVersion lowest, ContentVersion highest) {
  /** All that there are. */
  public static final VersionRange ALL = new VersionRange(ContentVersion.V1, ContentVersion.V2);

  public VersionRange {
    if (lowest.compareTo(highest) > 0) {
      throw new IllegalArgumentException("no version from " + lowest + " to " + highest);
    }
  }

  /**
   * One version only.
   *
   * @param version the version
   * @return it alone
   */
  public static VersionRange of(ContentVersion version) {
    return new VersionRange(version, version);
  }

  /**
   * The highest of some versions that is in here.
   *
   * @param versions what there is
   * @return nothing if none of them is
   */
  public Optional<ContentVersion> best(Collection<ContentVersion> versions) {
    return versions.stream()
        .filter(version -> version.compareTo(lowest) >= 0 && version.compareTo(highest) <= 0)
        .max(Comparator.naturalOrder());
  }
}
