package org.peerdist.hostedcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;

class DoubtsTest {
  private static final Instant STORED = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant LATER = STORED.plus(Duration.ofMinutes(10));

  private final Doubts doubts = new Doubts();

  private boolean raise(int segment, int client, Instant now) {
    Bytes name = Bytes.copyOf(ByteBuffer.allocate(32).putInt(0, segment));
    return doubts.raise(new SegmentId(name), STORED, TestNetwork.address(client), now);
  }

  @Test
  void raise_byASecondClient_isHeard() {
    assertThat(raise(1, 1, LATER)).isFalse();
    assertThat(raise(1, 1, LATER)).as("the same client").isFalse();
    assertThat(raise(2, 2, LATER)).as("another segment").isFalse();
    assertThat(raise(1, 2, LATER)).isTrue();
    assertThat(raise(1, 2, LATER)).as("from the beginning").isFalse();
  }

  @Test
  void raise_aboutWhatIsNew_doesNotCount() {
    for (int client = 1; client < 5; client++) {
      assertThat(raise(1, client, LATER.minusMillis(1))).isFalse();
    }
    assertThat(raise(1, 5, LATER)).isFalse();
  }

  @Test
  void raise_aboutVeryManySegments_forgetsTheFirst() {
    for (int segment = 0; segment <= 16_384; segment++) {
      raise(segment, 1, LATER);
    }
    assertThat(raise(1, 2, LATER)).isTrue();
    assertThat(raise(0, 2, LATER)).isFalse();
  }
}
