package org.peerdist.origin;

/** Why an answer is what it is: hashes, or the content itself. */
public enum AnswerReason {
  /** There were hashes, and the client takes them. */
  HASHES("hashes"),
  /** There are no hashes yet, but soon. */
  HASHING("not hashed yet: it is being hashed"),
  /** There are no hashes yet, and nobody makes them now. */
  HASHING_REFUSED("not hashed yet: too much is being hashed"),
  /** There are no hashes yet, and of a part none can be made. */
  ONLY_A_PART("not hashed yet: only a part was asked for"),
  /** It changed so recently that it may change again without a trace. */
  NOT_SETTLED("not hashed yet: it has changed this moment"),
  /** The client says nothing of the coding. */
  NOT_ASKED_FOR("the client did not ask for hashes"),
  /** The client wants anything but this coding. */
  REFUSED("the client refuses hashes"),
  /** The client asks, but does not list the coding. */
  NOT_ACCEPTED("the client does not accept the coding"),
  /** The client asks in words that nobody understands. */
  MALFORMED("the client asks in no known version"),
  /** The client wants versions of content information that are not given out. */
  NO_COMMON_VERSION("no version of hashes in common"),
  /** The client has the hashes, and looked for the content at its peers. */
  MISSING_DATA("the client's peers did not have it"),
  /** An error, a redirect, or no new content. */
  STATUS("status"),
  /** It has another coding already. */
  ENCODED("it is encoded already"),
  /** Nothing tells this content from what the resource has later. */
  NO_VALIDATOR("no validator: neither ETag nor Last-Modified"),
  /** Nothing tells which bytes of which content follow. */
  UNCLEAR_RANGE("it is empty, of unknown length, or of several ranges"),
  /** Hashes would cost more than they spare. */
  TOO_SMALL("too small"),
  /** Its media type is left out by the settings. */
  EXCLUDED_TYPE("excluded type");

  private final String text;

  AnswerReason(String text) {
    this.text = text;
  }

  /**
   * The reason for people.
   *
   * @return a few words
   */
  public String text() {
    return text;
  }
}
