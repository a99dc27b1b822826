package org.peerdist.launcher;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.peerdist.discovery.DiscoveryOptions;
import org.peerdist.jetty.service.PeerSettings;
import org.peerdist.retrieval.UploadLimits;
import picocli.CommandLine.Option;

/** The options that say how much is given to others. */
final class UploadArguments {
  @Option(
      names = "--max-uploads",
      paramLabel = "N",
      order = 62,
      description = {
        "How many others are given something at once; who comes then gets an empty answer",
        "(default: ${DEFAULT-VALUE}). 0: nothing is ever given to anybody."
      })
  private int uploads = UploadLimits.PEER.uploads();

  @Option(
      names = "--max-upload-rate",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      order = 63,
      description = "How many bytes go to others in a second, such as 10MiB (default: no limit).")
  private ByteSize rate;

  @Option(
      names = "--discovery-backoff",
      paramLabel = "MS",
      order = 64,
      description = {
        "The longest random time before discovery is answered, in milliseconds",
        "(default: ${DEFAULT-VALUE})."
      })
  private int backoff = (int) DiscoveryOptions.DEFAULT_MAX_BACKOFF.toMillis();

  /** Whether nothing is to be given to anybody. */
  boolean isNothing() {
    return uploads == 0;
  }

  /**
   * The settings of a peer with these limits.
   *
   * @throws IllegalArgumentException in one sentence, if they can't be
   */
  PeerSettings settings(HostAndPort listen, InetSocketAddress address, DiscoveryOptions discovery) {
    Duration most = Duration.ofMillis(backoff);
    DiscoveryOptions answering =
        discovery.withRequestTimer(longer(discovery.requestTimer(), most)).withMaxBackoff(most);
    return new PeerSettings(listen.host(), address, answering, limits());
  }

  /**
   * The limits alone.
   *
   * @throws IllegalArgumentException in one sentence, if they can't be
   */
  UploadLimits limits() {
    UploadLimits limits = UploadLimits.PEER.withUploads(uploads);
    return rate == null ? limits : limits.withBytesPerSecond(rate.bytes());
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
