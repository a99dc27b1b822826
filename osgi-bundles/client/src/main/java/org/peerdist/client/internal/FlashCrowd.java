package org.peerdist.client.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;

/**
 * Finds out whether many fetch a content at this moment: those who have some of its segments and
 * not all of them are about to.
 *
 * @param neighbourhood who is asked
 * @param crowded is told first if there is a crowd
 */
record FlashCrowd(Neighbourhood neighbourhood, Runnable crowded) {
  /** POLICY: so many machines are a crowd. */
  static final int CROWD = 3;

  void ask(ContentInformation information, CompletableFuture<Boolean> result) {
    List<Segment> sample = sample(information.segments());
    Set<SegmentId> all = new HashSet<>(sample.stream().map(Segment::id).toList());
    Map<String, Set<SegmentId>> held = new ConcurrentHashMap<>();
    try {
      neighbourhood.ask(
          sample,
          Optional.empty(),
          Duration.ZERO,
          (neighbour, complete) -> {
            if (neighbour.mayShare()) {
              held.computeIfAbsent(neighbour.service(), anew -> ConcurrentHashMap.newKeySet())
                  .addAll(complete);
            }
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result.completeExceptionally(
          new PeerDistException(PeerDistError.OPERATION_ABORTED, "interrupted", e));
      return;
    }
    boolean crowd =
        held.values().stream().filter(segments -> !segments.containsAll(all)).count() >= CROWD;
    if (crowd) {
      crowded.run();
    }
    result.complete(crowd);
  }

  private static List<Segment> sample(List<Segment> segments) {
    int count = Math.min(DiscoveryRounds.SEGMENTS, segments.size());
    List<Segment> sample = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      sample.add(segments.get((int) ((long) i * segments.size() / count)));
    }
    return sample;
  }
}
