package org.peerdist.client.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
        public void ask(List<Segment> segments, Consumer<Neighbour> listener) {
          // There is nobody.
        }
      };

  /**
   * A machine that answered.
   *
   * @param service names it
   * @param peer where to fetch from
   * @param complete those segments of which it says that it has all
   */
  record Neighbour(String service, BlockPeer peer, Set<SegmentId> complete) {
    public Neighbour {
      complete = Set.copyOf(complete);
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
   * @param listener gets the answers as they come, from any thread, and those of one machine
   *     possibly in parts
   * @throws InterruptedException if the thread is interrupted
   */
  void ask(List<Segment> segments, Consumer<Neighbour> listener) throws InterruptedException;
}
