package org.peerdist.retrieval;

import java.util.OptionalLong;

/**
 * How much a server gives at once.
 *
 * @param uploads the number of simultaneous uploads from which on answers are empty, 1 or more
 * @param bytesPerSecond how many bytes of blocks go out in a second, 1 or more; nothing for no
 *     limit
 */
public record UploadLimits(int uploads, OptionalLong bytesPerSecond) {
  /** SPEC [MS-PCCRR] 3.2.1, note 12: a peer has at most 64 uploads by default. */
  public static final UploadLimits PEER = new UploadLimits(64, OptionalLong.empty());

  public UploadLimits {
    if (uploads < 1) {
      throw new IllegalArgumentException("upload limit " + uploads + " is less than 1");
    }
    if (bytesPerSecond.isPresent() && bytesPerSecond.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "upload rate " + bytesPerSecond.getAsLong() + " is less than 1 byte a second");
    }
  }

  /**
   * With another number of simultaneous uploads.
   *
   * @param most 1 or more
   * @return new limits
   */
  public UploadLimits withUploads(int most) {
    return new UploadLimits(most, bytesPerSecond);
  }

  /**
   * With a rate.
   *
   * @param bytes how many bytes of blocks go out in a second, 1 or more
   * @return new limits
   */
  public UploadLimits withBytesPerSecond(long bytes) {
    return new UploadLimits(uploads, OptionalLong.of(bytes));
  }
}
