package org.peerdist.jetty.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.peerdist.client.DownloadLog;
import org.peerdist.wire.WireFormatException;

class DownloadMessageTest {
  private static final DownloadLog.Entry ENTRY =
      new DownloadLog.Entry(
          Instant.parse("2026-01-01T00:00:00.123Z"),
          "http://host/größe",
          true,
          1,
          2,
          3,
          4,
          5,
          Duration.ofMillis(6_007),
          "why …");

  @Test
  void read_ofWrite_isTheSame() throws Exception {
    assertThat(DownloadMessage.read(DownloadMessage.write(ENTRY))).isEqualTo(ENTRY);
  }

  @Test
  void read_everyTruncationBeforeTheReasons_isRejected() {
    ByteBuffer whole = DownloadMessage.write(ENTRY);
    int reasons = ENTRY.why().getBytes(StandardCharsets.UTF_8).length;
    for (int length = 0; length < whole.limit() - reasons; length++) {
      ByteBuffer part = whole.slice(0, length);
      assertThatThrownBy(() -> DownloadMessage.read(part)).isInstanceOf(WireFormatException.class);
    }
  }

  @Test
  void read_hostileLengths_areRejected() {
    for (int length : new int[] {1000, Integer.MAX_VALUE, -1}) {
      ByteBuffer message = DownloadMessage.write(ENTRY).putInt(57, length);
      assertThatThrownBy(() -> DownloadMessage.read(message))
          .isInstanceOf(WireFormatException.class)
          .hasMessageStartingWith("url");
    }
  }
}
