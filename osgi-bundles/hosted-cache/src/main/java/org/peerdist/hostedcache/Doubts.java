package org.peerdist.hostedcache;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.peerdist.content.SegmentId;

/**
 * Who offers what the cache has had for a while and could not verify. Such a client got it from the
 * origin, although the cache could have given it: the cache may have something else under that
 * name, from a client that lied or broke. When a second client does the same, it is fetched anew.
 * Safe for use by many threads.
 *
 * <p>POLICY: a single client can't replace what another one gave. Clients that fetch at the same
 * time offer the same soon after each other; that says nothing, so a segment has to be 10 minutes
 * old.
 */
final class Doubts {
  private static final Duration AGE = Duration.ofMinutes(10);

  /** POLICY: the segments that somebody doubts, of which the last are remembered. */
  private static final int MAX_SEGMENTS = 16_384;

  private final Map<SegmentId, InetAddress> first =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SegmentId, InetAddress> eldest) {
          return size() > MAX_SEGMENTS;
        }
      };

  /**
   * Notes an offer of a segment that is there.
   *
   * @param segment the segment
   * @param stored since when it is there
   * @param client who offers it
   * @param now the time
   * @return whether it should be fetched from this client to replace what is there
   */
  synchronized boolean raise(SegmentId segment, Instant stored, InetAddress client, Instant now) {
    if (stored.plus(AGE).isAfter(now)) {
      return false;
    }
    InetAddress other = first.putIfAbsent(segment, client);
    if (other == null || other.equals(client)) {
      return false;
    }
    first.remove(segment);
    return true;
  }
}
