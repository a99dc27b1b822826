package org.peerdist.discovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.peerdist.content.SegmentId;

/**
 * A peer that says that it has segments.
 *
 * @param endpoint where its retrieval server is
 * @param service names the peer's service: the same at all addresses of a machine, another after
 *     each start; at most 256 characters of the peer's choice, none if it did not tell
 * @param segments what it has of those that were asked for, at least one, each once
 */
public record FoundPeer(PeerEndpoint endpoint, String service, List<FoundSegment> segments) {
  public FoundPeer {
    segments = List.copyOf(segments);
  }

  /** What two answers of one peer say together. */
  FoundPeer with(FoundPeer other) {
    Map<SegmentId, FoundSegment> both = new LinkedHashMap<>();
    Stream.concat(segments.stream(), other.segments.stream())
        .forEach(segment -> both.merge(segment.id(), segment, FoundSegment::with));
    return new FoundPeer(endpoint, service, List.copyOf(both.values()));
  }
}
