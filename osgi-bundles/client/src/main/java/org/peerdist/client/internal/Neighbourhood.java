package org.peerdist.client.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.peerdist.api.SourceKind;
import org.peerdist.client.BlockPeer;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;

/**
 * The machines around, as somebody sees them who shares a download with them. Safe for use by many
 * threads.
 */
public interface Neighbourhood {
  /** Nobody around. */
  Neighbourhood NONE =
      new Neighbourhood() {
        @Override
        public Optional<String> ownService() {
          return Optional.empty();
        }

        @Override
        public void ask(
            List<Segment> segments,
            Optional<CrowdSigns> signs,
            Duration patience,
            BiConsumer<Neighbour, Set<SegmentId>> listener) {
          // There is nobody.
        }
      };

  /**
   * A machine that answered.
   *
   * @param service names it
   * @param kind what it is: a discovered peer, which may do its part of the work, or a hosted cache
   * @param peer where to fetch from
   * @param share the part that it takes of what is asked for
   */
  record Neighbour(String service, SourceKind kind, BlockPeer peer, Share share) {
    /** One that was not asked for its part: it may take one. */
    Neighbour(String service, SourceKind kind, BlockPeer peer) {
      this(service, kind, peer, kind == SourceKind.HOSTED_CACHE ? Share.HOSTED : Share.FULL);
    }

    /** Whether it may be one of those who fetch the same content at this moment. */
    boolean mayShare() {
      return kind == SourceKind.DISCOVERED_PEER;
    }
  }

  /**
   * How the others name this machine.
   *
   * @return nothing if it gives nothing to others
   */
  Optional<String> ownService();

  /**
   * Asks who has segments, and waits until all answers are there.
   *
   * @param segments version 2 segments of one content
   * @param signs tell who takes which part in fetching them; nothing if nobody wants to know
   * @param patience how long answers may take at most, if that is longer than usual
   * @param listener gets the answers as they come, from any thread, and those of one machine
   *     possibly in parts: who has all of which segments
   * @throws InterruptedException if the thread is interrupted
   */
  void ask(
      List<Segment> segments,
      Optional<CrowdSigns> signs,
      Duration patience,
      BiConsumer<Neighbour, Set<SegmentId>> listener)
      throws InterruptedException;

  /**
   * Tells those who ask, from now on, that this machine takes a part.
   *
   * @param sign of the part
   * @return ends that, however often it is run
   */
  default Runnable announce(SegmentId sign) {
    return () -> {};
  }
}
