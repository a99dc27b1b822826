package org.peerdist.discovery;

import java.util.List;

/**
 * A peer that says that it has segments.
 *
 * @param endpoint where its retrieval server is
 * @param segments what it has of those that were asked for, at least one, each once
 */
public record FoundPeer(PeerEndpoint endpoint, List<FoundSegment> segments) {
  public FoundPeer {
    segments = List.copyOf(segments);
  }
}
