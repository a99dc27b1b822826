package org.peerdist.cache;

import java.util.OptionalLong;

/**
 * How a content cache is kept.
 *
 * @param maxBytes the most bytes that its containers may take, at least {@link #MIN_BYTES}; nothing
 *     for 5 % of the disk that the folder is on. The index comes on top of it, about 0.3 %.
 */
public record CacheOptions(OptionalLong maxBytes) {
  /** The smallest limit: 1 MiB. */
  public static final long MIN_BYTES = 1024 * 1024;

  public CacheOptions {
    if (maxBytes.isPresent() && maxBytes.getAsLong() < MIN_BYTES) {
      throw new IllegalArgumentException(
          "the content cache needs at least " + MIN_BYTES + " bytes, not " + maxBytes.getAsLong());
    }
  }

  /**
   * A limit of 5 % of the disk, as in Windows.
   *
   * @return the usual options
   */
  public static CacheOptions defaults() {
    return new CacheOptions(OptionalLong.empty());
  }

  /**
   * A limit in bytes.
   *
   * @param maxBytes at least {@link #MIN_BYTES}
   * @return options with this limit
   * @throws IllegalArgumentException if it is less
   */
  public static CacheOptions ofMaxBytes(long maxBytes) {
    return new CacheOptions(OptionalLong.of(maxBytes));
  }
}
