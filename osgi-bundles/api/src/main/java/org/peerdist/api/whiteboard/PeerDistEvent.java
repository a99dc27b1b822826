package org.peerdist.api.whiteboard;

import java.time.Instant;
import org.peerdist.content.SegmentId;

/** What has happened. */
public sealed interface PeerDistEvent {
  /**
   * When it happened.
   *
   * @return the moment
   */
  Instant time();

  /**
   * The hashes of a content are there: of a file, of what was published over the API, or of an
   * answer of an origin that was hashed on its way to a client.
   *
   * @param time since when
   * @param name the path of the file; of an answer, the server's name and port and the path without
   *     a query; otherwise the name or the id of the content, as text where it is one
   * @param length the length of the content in bytes
   */
  record ContentPublished(Instant time, String name, long length) implements PeerDistEvent {}

  /**
   * A download has ended, or a content was closed that was read over the API.
   *
   * @param time when it ended
   * @param name its URL without a query, which may have secrets; where it has no URL, a few words
   * @param failed whether it failed
   * @param fromCache content bytes from the own cache
   * @param fromPeers content bytes from peers
   * @param fromHostedCaches content bytes from hosted caches
   * @param fromOrigin content bytes from the origin, or from the reader over the API
   * @param why what explains that, or what failed, for people
   */
  record ContentDownloaded(
      Instant time,
      String name,
      boolean failed,
      long fromCache,
      long fromPeers,
      long fromHostedCaches,
      long fromOrigin,
      String why)
      implements PeerDistEvent {}

  /**
   * Another machine has begun to take a segment of the content cache. That it takes more of the
   * same segment is not told again soon.
   *
   * @param time when it took the first block
   * @param segment which
   * @param address the address of the machine
   */
  record SegmentGiven(Instant time, SegmentId segment, String address) implements PeerDistEvent {}

  /**
   * A block of the content cache was dropped, because it was not what it has to be any more.
   *
   * @param time when
   * @param segment its segment
   * @param block its position in the segment
   */
  record DamageDropped(Instant time, SegmentId segment, int block) implements PeerDistEvent {}
}
