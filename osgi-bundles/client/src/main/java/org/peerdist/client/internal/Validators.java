package org.peerdist.client.internal;

import java.util.Optional;

/**
 * What tells one state of a resource from another (RFC 9110 8.8).
 *
 * @param etag the entity tag
 * @param lastModified the date
 */
record Validators(Optional<String> etag, Optional<String> lastModified) {
  /** Whether two answers are about the same bytes, as far as they say. */
  boolean agreeWith(Validators other) {
    if (etag.isPresent() && other.etag.isPresent()) {
      return etag.equals(other.etag);
    }
    if (lastModified.isPresent() && other.lastModified.isPresent()) {
      return lastModified.equals(other.lastModified);
    }
    return true;
  }

  /** Whether there is anything to compare. */
  boolean exist() {
    return etag.isPresent() || lastModified.isPresent();
  }

  /** The value for If-Range: only a strong entity tag may be used there (RFC 9110 13.1.5). */
  Optional<String> ifRange() {
    return etag.filter(tag -> tag.startsWith("\""));
  }
}
