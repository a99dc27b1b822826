package org.peerdist.client;

/** The reasons of which there is no more to say. */
public enum PlainReason implements DownloadReason {
  /** Nobody had to be asked. */
  IN_CACHE("inCache", "all of it was in the own cache"),
  /** There is nothing to fetch. */
  EMPTY("empty", "the content is empty"),
  /** The origin may know nothing of the coding. */
  NO_HASHES("noHashes", "the origin sent no hashes"),
  /** An origin can't have hashes of what it can't tell from later contents. */
  NO_VALIDATOR(
      "noValidator", "the origin sent no hashes: no validator (neither ETag nor Last-Modified)"),
  /** The next one who asks may get them. */
  NOT_HASHED_YET("notHashedYet", "the origin sent no hashes: it has not hashed this yet"),
  /** They are malformed, too long, or not of this content. */
  UNUSABLE_HASHES("unusableHashes", "the hashes of the origin could not be used"),
  /** The origin's bytes are others than its hashes say. */
  WRONG_HASHES("wrongHashes", "the content of the origin does not match its hashes"),
  /** The hashes were those of a content that is no more. */
  CONTENT_CHANGED("contentChanged", "the content changed during the download"),
  /** The user wants it so. */
  DISCOVERY_OFF("discoveryOff", "peers were not searched: discovery is off");

  private final String code;
  private final String text;

  PlainReason(String code, String text) {
    this.code = code;
    this.text = text;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public String text() {
    return text;
  }
}
