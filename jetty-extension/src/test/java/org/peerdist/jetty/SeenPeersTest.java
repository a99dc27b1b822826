package org.peerdist.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;

class SeenPeersTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final SeenPeers seen = new SeenPeers(() -> now);

  @Test
  void last_machinesThatAsked_theLastOneFirst() {
    seen.saw("192.0.2.1", 10);
    seen.saw("192.0.2.2", 20);
    now = now.plusSeconds(1);
    seen.saw("192.0.2.1", 30);
    assertThat(seen.count()).isEqualTo(2);
    assertThat(seen.last(5))
        .containsExactly(
            new SeenPeers.Seen("192.0.2.1", now, 2, 40),
            new SeenPeers.Seen("192.0.2.2", now.minusSeconds(1), 1, 20));
    assertThat(seen.last(1)).hasSize(1);
  }

  @Test
  void saw_more_forgetsThoseWhoAskedLongAgo() {
    for (int i = 0; i <= SeenPeers.MOST; i++) {
      seen.saw("n" + i, 1);
    }
    assertThat(seen.count()).isEqualTo(SeenPeers.MOST);
    assertThat(seen.last(SeenPeers.MOST).get(SeenPeers.MOST - 1).address()).isEqualTo("n1");
  }

  @Test
  void gave_sameSegmentToTheSameMachine_isToldOnce() {
    SegmentId one = new SegmentId(Bytes.copyOf(new byte[32]));
    SegmentId two = new SegmentId(Bytes.copyOf(new byte[48]));
    List<String> told = new ArrayList<>();
    SeenPeers.GivenListener listener =
        (address, segment) -> told.add(address + " " + segment.equals(one));
    seen.addListener(listener);
    seen.gave("10.0.0.1", one);
    seen.gave("10.0.0.1", one);
    seen.gave("10.0.0.2", one);
    seen.gave("10.0.0.1", two);
    seen.removeListener(listener);
    seen.gave("10.0.0.3", one);
    assertThat(told).containsExactly("10.0.0.1 true", "10.0.0.2 true", "10.0.0.1 false");
  }
}
