package org.peerdist.launcher;

import java.util.OptionalLong;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadRates;
import picocli.CommandLine.Option;

/** The options that say how much of the bandwidth a download takes. */
final class RateArguments {
  @Option(
      names = "--max-download-rate",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      order = 55,
      description = {
        "How many bytes come in a second, from peers, hosted caches and the origin together, such as"
            + " 5MiB (default: no limit)."
      })
  private ByteSize all;

  @Option(
      names = "--max-origin-rate",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      order = 56,
      description = "How many of them come from the origin (default: no limit).")
  private ByteSize origin;

  /**
   * Adds the limits to the settings of a client.
   *
   * @throws IllegalArgumentException in one sentence, if they can't be
   */
  ClientOptions in(ClientOptions options) {
    return options.withRates(new DownloadRates(rate(all), rate(origin)));
  }

  private static OptionalLong rate(ByteSize size) {
    return size == null ? OptionalLong.empty() : OptionalLong.of(size.bytes());
  }
}
