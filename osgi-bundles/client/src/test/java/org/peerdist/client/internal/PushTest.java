package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.peerdist.client.DownloadException;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;

class PushTest {
  private static final ContentInformation CONTENT =
      TestContent.of(ContentVersion.V2, 3_000_000, 8).information();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Set<SegmentId> held = ConcurrentHashMap.newKeySet();
  private final Map<SegmentId, Integer> times = new HashMap<>();
  private final AtomicLong clock = new AtomicLong();

  /** How often a segment has to be offered before the hosted cache fetches it. */
  private int needed = 1;

  private final Offers offers = new Offers((range, segments) -> take(segments));
  private final Push push =
      new Push(offers, this::held, () -> clock.addAndGet(Duration.ofSeconds(1).toNanos()));

  @BeforeEach
  void start() {
    offers.start();
  }

  @AfterEach
  void close() {
    offers.close();
  }

  private boolean take(List<Segment> segments) {
    for (Segment segment : segments) {
      if (times.merge(segment.id(), 1, Integer::sum) >= needed) {
        held.add(segment.id());
      }
    }
    return true;
  }

  private Optional<BitSet> held(List<SegmentId> ids) {
    BitSet positions = new BitSet();
    for (int i = 0; i < ids.size(); i++) {
      positions.set(i, held.contains(ids.get(i)));
    }
    return Optional.of(positions);
  }

  @Test
  void run_hostedCacheFetches_missesNothing() throws Exception {
    assertThat(push.run(CONTENT, PATIENCE)).isZero();
    assertThat(held).hasSize(CONTENT.segments().size());
  }

  @Test
  void run_hostedCacheHasAll_offersNothing() throws Exception {
    CONTENT.segments().forEach(segment -> held.add(segment.id()));
    assertThat(push.run(CONTENT, PATIENCE)).isZero();
    assertThat(times).isEmpty();
  }

  @Test
  void run_firstOffersAreForgotten_offersAgain() throws Exception {
    needed = 2;
    assertThat(push.run(CONTENT, PATIENCE)).isZero();
  }

  @Test
  void run_hostedCacheFetchesNothing_endsAfterThePatience() throws Exception {
    needed = Integer.MAX_VALUE;
    assertThat(push.run(CONTENT, PATIENCE)).isEqualTo(CONTENT.segments().size());
  }

  @Test
  void run_hostedCacheDoesNotAnswer_fails() {
    Push silent = new Push(offers, ids -> Optional.empty(), clock::get);
    assertThatThrownBy(() -> silent.run(CONTENT, PATIENCE))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("does not answer");
  }
}
