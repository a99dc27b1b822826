package org.peerdist.retrieval;

/** Why an exchange with a peer gave nothing. */
public enum FailureKind {
  /** The peer said over HTTP that it has no time (429, 503). It may have later. */
  BUSY,
  /** The bytes of a block are not those that the content information promises. */
  CORRUPT,
  /** No connection, a connection that broke, or an HTTP answer other than 200. */
  REFUSED,
  /** The answer was not complete in time. */
  TIMEOUT,
  /** The answer is not of the protocol, or not one to this request. */
  MALFORMED
}
