package org.peerdist.client;

import java.util.OptionalLong;

/**
 * How fast a client downloads at most: all of its downloads together, in bytes a second. What is in
 * the own cache is not held up.
 *
 * @param all what comes from peers, hosted caches and origins, 1 or more; nothing for no limit
 * @param origin what comes from origins, 1 or more; nothing for no limit of its own
 */
public record DownloadRates(OptionalLong all, OptionalLong origin) {
  /** No limits. */
  public static final DownloadRates UNLIMITED =
      new DownloadRates(OptionalLong.empty(), OptionalLong.empty());

  public DownloadRates {
    check("download rate", all);
    check("origin rate", origin);
  }

  private static void check(String name, OptionalLong rate) {
    if (rate.isPresent() && rate.getAsLong() < 1) {
      throw new IllegalArgumentException(
          name + " " + rate.getAsLong() + " is less than 1 byte a second");
    }
  }
}
