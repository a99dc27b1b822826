package org.peerdist.api;

/**
 * How a service is.
 *
 * @param availability whether it can be used
 * @param versions the versions of content information that it can handle
 */
public record PeerDistStatus(Availability availability, VersionRange versions) {
  /** Whether a service can be used; in the order of the original's numbers, from 0. */
  public enum Availability {
    /** Somebody does not want it to be used. */
    DISABLED,
    /** It can't be used now. */
    UNAVAILABLE,
    /** It can be used. */
    AVAILABLE
  }
}
