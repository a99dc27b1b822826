package org.peerdist.api;

/** Where bytes come from, in the order in which they are asked for. */
public enum SourceKind {
  /** The own cache. */
  CACHE,
  /** A peer that the user named. */
  NAMED_PEER,
  /** The hosted cache. */
  HOSTED_CACHE,
  /** A peer that discovery found. */
  DISCOVERED_PEER,
  /** The origin: a server or a share that has the content itself. */
  ORIGIN
}
