package org.peerdist.client;

/** Where bytes come from, in the order in which the client asks. */
public enum SourceKind {
  /** The own cache. */
  CACHE,
  /** A peer that the user named. */
  NAMED_PEER,
  /** The hosted cache. */
  HOSTED_CACHE,
  /** A peer that discovery found. */
  DISCOVERED_PEER,
  /** The origin server. */
  ORIGIN
}
