package org.peerdist.client.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.LongSupplier;
import org.peerdist.api.ContentStatistics;
import org.peerdist.client.DownloadLog;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentTag;

/** Tells the log of a content that somebody reads over the API, as of a download. */
final class ReadNote {
  /** POLICY: so many peers are named. */
  private static final int MOST_NAMES = 3;

  private final DownloadLog log;
  private final LongSupplier clock;
  private final ContentTag tag;
  private final long start;

  /** Begins now. */
  ReadNote(DownloadLog log, LongSupplier clock, ContentTag tag) {
    this.log = log;
    this.clock = clock;
    this.tag = tag;
    this.start = clock.getAsLong();
  }

  /**
   * Ends now.
   *
   * @param ranges what could be read; if nothing could be, there is nothing to tell
   * @param hashBytes the length of the content information
   */
  void end(
      List<ContentRange> ranges,
      long hashBytes,
      ContentStatistics counts,
      Map<String, Long> peerBytes) {
    if (ranges.isEmpty()) {
      return;
    }
    log.add(
        new DownloadLog.Entry(
            Instant.now(),
            name(ranges),
            false,
            counts.fromCache(),
            counts.fromPeers(),
            counts.fromHostedCaches(),
            counts.added(),
            hashBytes,
            Duration.ofNanos(clock.getAsLong() - start),
            why(counts, peerBytes)));
  }

  private String name(List<ContentRange> ranges) {
    String owner = tag.equals(ContentTag.NONE) ? "" : " of " + tag;
    StringJoiner names = new StringJoiner(", ", "content" + owner + ", bytes ", "");
    ranges.forEach(range -> names.add(range.start() + " to " + range.end()));
    return names.toString();
  }

  private static String why(ContentStatistics counts, Map<String, Long> peerBytes) {
    StringJoiner reasons = new StringJoiner(". ");
    reasons.add("read over the API");
    if (!peerBytes.isEmpty()) {
      List<String> names = peerBytes.keySet().stream().sorted().limit(MOST_NAMES).toList();
      int others = peerBytes.size() - names.size();
      reasons.add(
          "given by " + String.join(", ", names) + (others > 0 ? " and " + others + " more" : ""));
    } else if (counts.fromCache() == 0) {
      reasons.add("neither the own cache nor others gave any of it");
    }
    if (counts.rejected() > 0) {
      reasons.add(counts.rejected() + " bytes that the program gave were wrong");
    }
    return reasons.toString();
  }
}
