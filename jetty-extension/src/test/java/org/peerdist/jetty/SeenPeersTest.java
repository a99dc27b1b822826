package org.peerdist.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

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
}
