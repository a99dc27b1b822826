package org.peerdist.api;

import java.util.OptionalLong;

/**
 * How a content is published.
 *
 * @param length its length in bytes, 1 or more, if that is known; other lengths are refused then
 * @param lasting whether the publication stays after the end of the session and of the process,
 *     until it is unpublished, or dropped because the publication cache is full
 */
public record PublishOptions(OptionalLong length, boolean lasting) {
  /** Any length, for as long as the session. */
  public static final PublishOptions DEFAULT = new PublishOptions(OptionalLong.empty(), false);

  public PublishOptions {
    if (length.isPresent() && length.getAsLong() < 1) {
      throw new IllegalArgumentException("a content of " + length.getAsLong() + " bytes");
    }
  }

  /**
   * With a known length.
   *
   * @param bytes 1 or more
   * @return new options
   */
  public PublishOptions withLength(long bytes) {
    return new PublishOptions(OptionalLong.of(bytes), lasting);
  }

  /**
   * With a publication that stays.
   *
   * @return new options
   */
  public PublishOptions asLasting() {
    return new PublishOptions(length, true);
  }
}
