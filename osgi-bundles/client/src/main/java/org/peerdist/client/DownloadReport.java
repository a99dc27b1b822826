package org.peerdist.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a download brought, and from where. The bytes of all sources add up to {@code bytes}.
 *
 * @param url the URL that was asked for, before redirects
 * @param bytes the bytes that were written; without {@code resumed}
 * @param resumed the bytes at the start of the output that were there before, and are right
 * @param sha256 the SHA-256 of the whole content in lower-case hexadecimal, if it was asked for
 * @param fromCache content bytes from the own cache
 * @param fromPeers content bytes from peers, named or found
 * @param fromHostedCache content bytes from the hosted cache
 * @param fromOrigin content bytes from the origin
 * @param hashBytes bytes of content information that were received
 * @param peerBytes content bytes that each peer gave, by its name; only peers that gave some
 * @param time from the call to the last byte
 * @param why what explains that, such as who was asked in vain
 */
public record DownloadReport(
    URI url,
    long bytes,
    long resumed,
    Optional<String> sha256,
    long fromCache,
    long fromPeers,
    long fromHostedCache,
    long fromOrigin,
    long hashBytes,
    Map<String, Long> peerBytes,
    Duration time,
    List<DownloadReason> why) {
  public DownloadReport {
    why = List.copyOf(why);
    peerBytes = Map.copyOf(peerBytes);
    if (fromCache + fromPeers + fromHostedCache + fromOrigin != bytes) {
      throw new IllegalArgumentException("the sources do not add up to " + bytes + " bytes");
    }
  }

  /**
   * How many peers gave something.
   *
   * @return 0 or more, the hosted cache included
   */
  public int peersUsed() {
    return peerBytes.size();
  }
}
