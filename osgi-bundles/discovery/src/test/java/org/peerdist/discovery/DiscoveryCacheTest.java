package org.peerdist.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.WireFormatException;

class DiscoveryCacheTest {
  private static final SegmentId ONE = TestIds.of(1);
  private static final SegmentId TWO = TestIds.of(2);
  private static final SegmentId THREE = TestIds.of(3);

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
  private final DiscoveryCache cache = new DiscoveryCache(clock::get);

  private static PeerEndpoint endpoint(int port) {
    try {
      return PeerEndpoint.parse("10.0.0.1:" + port);
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static FoundPeer peer(int port, SegmentId... ids) {
    List<FoundSegment> segments = new ArrayList<>();
    for (SegmentId id : ids) {
      segments.add(new FoundSegment(id, OptionalInt.of(1), false));
    }
    return new FoundPeer(endpoint(port), "service", segments);
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void unknown_neverAsked_isAskedFor() {
    assertThat(cache.unknown(List.of(TWO, ONE))).containsExactly(TWO, ONE);
    assertThat(cache.peers(List.of(ONE))).isEmpty();
  }

  @Test
  void learn_answers_areKnownByTheirSegments() {
    cache.learn(List.of(ONE, TWO), List.of(peer(1, ONE, TWO), peer(2, TWO)));
    assertThat(cache.unknown(List.of(ONE, THREE, TWO))).containsExactly(THREE);
    assertThat(cache.peers(List.of(ONE, TWO))).containsExactly(peer(1, ONE, TWO), peer(2, TWO));
    assertThat(cache.peers(List.of(TWO))).containsExactly(peer(1, TWO), peer(2, TWO));
    assertThat(cache.peers(List.of(THREE))).isEmpty();
  }

  @Test
  void learn_segmentThatNobodyAskedFor_isLeftOut() {
    cache.learn(List.of(ONE), List.of(peer(1, ONE, TWO)));
    assertThat(cache.unknown(List.of(TWO))).containsExactly(TWO);
    assertThat(cache.peers(List.of(ONE, TWO))).containsExactly(peer(1, ONE));
  }

  @Test
  void unknown_nobodyHadIt_isAskedForAfter15Seconds() {
    cache.learn(List.of(ONE), List.of());
    pass(Duration.ofSeconds(15).minusNanos(1));
    assertThat(cache.unknown(List.of(ONE))).isEmpty();
    pass(Duration.ofNanos(1));
    assertThat(cache.unknown(List.of(ONE))).containsExactly(ONE);
  }

  @Test
  void peers_afterAMinute_areForgotten() {
    cache.learn(List.of(ONE), List.of(peer(1, ONE)));
    pass(Duration.ofSeconds(60).minusNanos(1));
    assertThat(cache.peers(List.of(ONE))).containsExactly(peer(1, ONE));
    pass(Duration.ofNanos(1));
    assertThat(cache.peers(List.of(ONE))).isEmpty();
    assertThat(cache.unknown(List.of(ONE))).containsExactly(ONE);
  }

  @Test
  void forget_peer_isNotKnownAnyMore() {
    cache.learn(List.of(ONE, TWO), List.of(peer(1, ONE, TWO), peer(2, TWO)));
    cache.forget(endpoint(1));
    assertThat(cache.peers(List.of(ONE, TWO))).containsExactly(peer(2, TWO));
    assertThat(cache.unknown(List.of(ONE, TWO))).as("nobody has it now").containsExactly(ONE);
  }

  @Test
  void ban_peer_isNotHeardForMinutes() {
    cache.learn(List.of(ONE), List.of(peer(1, ONE)));
    cache.ban(endpoint(1));
    assertThat(cache.isBanned(endpoint(1))).isTrue();
    assertThat(cache.isBanned(endpoint(2))).isFalse();
    cache.learn(List.of(ONE), List.of(peer(1, ONE), peer(2, ONE)));
    assertThat(cache.peers(List.of(ONE))).containsExactly(peer(2, ONE));
    pass(Duration.ofMinutes(5));
    assertThat(cache.isBanned(endpoint(1))).isFalse();
    cache.learn(List.of(ONE), List.of(peer(1, ONE)));
    assertThat(cache.peers(List.of(ONE))).containsExactly(peer(1, ONE));
  }

  @Test
  void learn_toldTwice_isMerged() {
    FoundPeer again =
        new FoundPeer(
            endpoint(1), "service", List.of(new FoundSegment(ONE, OptionalInt.empty(), true)));
    cache.learn(List.of(ONE), List.of(peer(1, ONE), again));
    assertThat(cache.peers(List.of(ONE)))
        .containsExactly(
            new FoundPeer(
                endpoint(1), "service", List.of(new FoundSegment(ONE, OptionalInt.of(1), true))));
  }

  @Test
  void learn_tooMuch_forgetsWhatWasUsedLongestAgo() {
    List<SegmentId> many =
        IntStream.range(0, DiscoveryCache.MAX_SEGMENTS).mapToObj(TestIds::of).toList();
    cache.learn(many, List.of());
    assertThat(cache.unknown(List.of(TestIds.of(0)))).isEmpty();
    cache.learn(List.of(TestIds.of(1_000_000)), List.of());
    assertThat(cache.unknown(List.of(TestIds.of(0), TestIds.of(1)))).containsExactly(TestIds.of(1));
    List<FoundPeer> peers =
        IntStream.rangeClosed(1, 200).mapToObj(port -> peer(port, ONE)).toList();
    cache.learn(List.of(ONE), peers);
    assertThat(cache.peers(List.of(ONE))).hasSize(DiscoveryCache.MAX_PEERS);
  }
}
