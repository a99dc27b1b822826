package org.peerdist.client.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.peerdist.client.DownloadException;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;

/** Has a hosted cache fetch all of a content, and looks whether it did. For use by one thread. */
final class Push {
  /** POLICY: so many segments are asked for in one message. */
  private static final int ASKED = 512;

  /** POLICY: so many segments are offered before it is looked what became of them. */
  private static final int OFFERED = 1024;

  private static final long SEND_MILLIS = 5_000;
  private static final long LOOK_MILLIS = 200;

  /** POLICY: what did not come in this time is offered once more. */
  private static final long AGAIN = 2_000_000_000L;

  /** Tells what a hosted cache has. */
  interface Holdings {
    /**
     * Which segments it has, all or parts of them.
     *
     * @return positions in the list, or nothing if it does not answer
     */
    Optional<BitSet> of(List<SegmentId> segments) throws InterruptedException;
  }

  private final Offers offers;
  private final Holdings holdings;
  private final LongSupplier clock;

  Push(Offers offers, Holdings holdings, LongSupplier clock) {
    this.offers = offers;
    this.holdings = holdings;
    this.clock = clock;
  }

  /**
   * Does it.
   *
   * @param patience how long the hosted cache may take for another segment
   * @return how many segments it does not have in the end
   * @throws DownloadException if it does not answer
   */
  int run(ContentInformation information, Duration patience)
      throws DownloadException, InterruptedException {
    List<Segment> missing = missing(information.segments());
    while (!missing.isEmpty()) {
      List<Segment> wave = missing.subList(0, Math.min(OFFERED, missing.size()));
      if (!take(information.range(), wave, patience.toNanos())) {
        return missing(missing).size();
      }
      missing = missing(missing);
    }
    return 0;
  }

  /** Offers segments until the hosted cache has them all, or none more came for too long. */
  private boolean take(ContentRange range, List<Segment> wave, long patience)
      throws DownloadException, InterruptedException {
    List<Segment> left = wave;
    long progress = clock.getAsLong();
    long offered = progress - AGAIN;
    while (!left.isEmpty() && clock.getAsLong() - progress < patience) {
      if (clock.getAsLong() - offered >= AGAIN) {
        left.forEach(segment -> offers.offer(range, segment));
        long unused = offers.awaitSent(SEND_MILLIS);
        offered = clock.getAsLong();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      List<Segment> now = missing(left);
      if (now.size() < left.size()) {
        progress = clock.getAsLong();
      }
      left = now;
    }
    return left.isEmpty();
  }

  private List<Segment> missing(List<Segment> segments)
      throws DownloadException, InterruptedException {
    List<Segment> missing = new ArrayList<>();
    for (int from = 0; from < segments.size(); from += ASKED) {
      List<Segment> asked = segments.subList(from, Math.min(segments.size(), from + ASKED));
      BitSet held =
          holdings
              .of(asked.stream().map(Segment::id).toList())
              .orElseThrow(() -> new DownloadException("the hosted cache does not answer"));
      for (int i = 0; i < asked.size(); i++) {
        if (!held.get(i)) {
          missing.add(asked.get(i));
        }
      }
    }
    return missing;
  }
}
