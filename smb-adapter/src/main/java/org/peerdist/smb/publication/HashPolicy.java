package org.peerdist.smb.publication;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.peerdist.content.ContentVersion;

/**
 * Who is given which hashes.
 *
 * @param level which shares give them
 * @param enabledShares the names of those that do if the level is {@link HashLevel#ENABLED_SHARES},
 *     in any case
 * @param versions the versions that are given
 */
public record HashPolicy(HashLevel level, Set<String> enabledShares, Set<ContentVersion> versions) {
  /** All shares, both versions. */
  public static final HashPolicy ALL =
      new HashPolicy(HashLevel.ALL, Set.of(), Set.of(ContentVersion.V1, ContentVersion.V2));

  public HashPolicy {
    enabledShares =
        enabledShares.stream().map(HashPolicy::fold).collect(Collectors.toUnmodifiableSet());
    versions = Set.copyOf(versions);
  }

  /**
   * Whether a share gives hashes.
   *
   * @param share its name, in any case
   * @return true if it does
   */
  public boolean includes(String share) {
    return switch (level) {
      case NONE -> false;
      case ENABLED_SHARES -> enabledShares.contains(fold(share));
      case ALL -> true;
    };
  }

  private static String fold(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
