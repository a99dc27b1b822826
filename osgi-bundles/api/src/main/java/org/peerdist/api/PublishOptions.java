package org.peerdist.api;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a content is published.
 *
 * @param length its length in bytes, 1 or more, if that is known; other lengths are refused then
 * @param lasting whether the publication stays after the end of the session and of the process,
 *     until it is unpublished, or dropped because the publication cache is full
 * @param passing whether the bytes only pass by, on their way to somebody who does not want to
 *     wait: who adds bytes to a stream hashes them in its own thread, so that the operation is done
 *     when the call returns, and only some contents are hashed like this at once
 * @param source the state of a file in which it is to be published, and no other; the file is
 *     hashed when that has settled, before those that nobody asked for, and only so many wait
 * @param name what people call the content, for those who are told that it was published; without
 *     one it is the path of the file, or the id of the content
 */
public record PublishOptions(
    OptionalLong length,
    boolean lasting,
    boolean passing,
    Optional<SourceState> source,
    Optional<String> name) {
  /** Any length, for as long as the session. */
  public static final PublishOptions DEFAULT =
      new PublishOptions(OptionalLong.empty(), false, false, Optional.empty(), Optional.empty());

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
    return new PublishOptions(OptionalLong.of(bytes), lasting, passing, source, name);
  }

  /**
   * With a publication that stays.
   *
   * @return new options
   */
  public PublishOptions asLasting() {
    return new PublishOptions(length, true, passing, source, name);
  }

  /**
   * With bytes that pass by.
   *
   * @return new options
   */
  public PublishOptions asPassing() {
    return new PublishOptions(length, lasting, true, source, name);
  }

  /**
   * With a file that has to be in a certain state.
   *
   * @param state the state
   * @return new options
   */
  public PublishOptions withSource(SourceState state) {
    return new PublishOptions(length, lasting, passing, Optional.of(state), name);
  }

  /**
   * With a name.
   *
   * @param text what people call the content; without secrets
   * @return new options
   */
  public PublishOptions withName(String text) {
    return new PublishOptions(length, lasting, passing, source, Optional.of(text));
  }
}
