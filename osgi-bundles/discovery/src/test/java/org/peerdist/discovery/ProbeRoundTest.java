package org.peerdist.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.peerdist.content.ContentVersion;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

class ProbeRoundTest {
  private static final Probe OLD = new Probe("old", ContentVersion.V1, List.of(TestIds.of(1)));
  private static final Probe NEW = new Probe("new", ContentVersion.V2, List.of(TestIds.of(1)));
  private static final ProbeMatch THREE_BLOCKS =
      match(new Availability.BlockCounts(Map.of(TestIds.of(1), 3)));
  private static final ProbeMatch ALL =
      match(new Availability.SegmentStates(List.of(Availability.State.COMPLETE), Bytes.EMPTY));

  private final ProbeRound round = new ProbeRound(List.of(OLD, NEW));

  private static PeerEndpoint endpoint(int port) {
    try {
      return PeerEndpoint.parse("10.0.0.1:" + port);
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static ProbeMatch match(Availability availability) {
    return new ProbeMatch("ignored", "service", List.of(endpoint(1)), availability);
  }

  private static FoundPeer peer(int port, OptionalInt blocks, boolean complete) {
    FoundSegment segment = new FoundSegment(TestIds.of(1), blocks, complete);
    return new FoundPeer(endpoint(port), "service", List.of(segment));
  }

  @Test
  void accept_secondAnswer_isMerged() {
    assertThat(round.accept(OLD, endpoint(1), THREE_BLOCKS))
        .contains(peer(1, OptionalInt.of(3), false));
    assertThat(round.accept(NEW, endpoint(1), ALL)).contains(peer(1, OptionalInt.of(3), true));
    assertThat(round.result()).containsExactly(peer(1, OptionalInt.of(3), true));
  }

  @Test
  void accept_sameAnswerAgain_isNoNews() {
    round.accept(OLD, endpoint(1), THREE_BLOCKS);
    assertThat(round.accept(OLD, endpoint(1), THREE_BLOCKS)).isEmpty();
    assertThat(round.accept(OLD, endpoint(2), THREE_BLOCKS)).isPresent();
  }

  @Test
  void accept_answerAboutNothing_countsAsNone() {
    assertThat(round.accept(OLD, endpoint(1), ALL)).isEqualTo(Optional.empty());
    assertThat(round.result()).isEmpty();
    assertThat(round.unanswered()).containsExactly(OLD, NEW);
  }

  @Test
  void unanswered_afterAnAnswer_leavesItOut() {
    round.accept(NEW, endpoint(1), ALL);
    assertThat(round.unanswered()).containsExactly(OLD);
  }

  @Test
  void accept_tooManyPeers_keepsTheFirst() {
    for (int port = 1; port <= ProbeRound.MAX_PEERS + 10; port++) {
      round.accept(NEW, endpoint(port), ALL);
    }
    assertThat(round.result()).hasSize(ProbeRound.MAX_PEERS);
    assertThat(round.accept(OLD, endpoint(1), THREE_BLOCKS)).isPresent();
  }
}
