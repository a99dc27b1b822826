package org.peerdist.smb.server.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameInputTest {
  private final FrameInput input = new FrameInput();

  private static ByteBuffer framed(byte[] frame) {
    return ByteBuffer.allocate(4 + frame.length).putInt(frame.length).put(frame).flip();
  }

  @Test
  void next_framesInPiecesOfAnySize_areWhole() throws ProtocolViolation {
    byte[] frame = new byte[300_000];
    new Random(1).nextBytes(frame);
    for (int step : new int[] {1, 3, 65_535, 65_536, 300_004}) {
      ByteBuffer all = framed(frame);
      byte[] found = null;
      while (all.hasRemaining()) {
        int count = Math.min(step, all.remaining());
        found = input.next(all.slice(all.position(), count), length -> true);
        all.position(all.position() + count);
        assertThat(found != null).isEqualTo(!all.hasRemaining());
      }
      assertThat(found).isEqualTo(frame);
      assertThat(input.isInFrame()).isFalse();
    }
  }

  @Test
  void next_twoFramesAtOnce_comeOneAfterTheOther() throws ProtocolViolation {
    ByteBuffer both =
        ByteBuffer.allocate(11).put(framed(new byte[] {1})).put(framed(new byte[] {2, 3})).flip();
    assertThat(input.next(both, length -> true)).containsExactly(1);
    assertThat(input.next(both, length -> true)).containsExactly(2, 3);
    assertThat(input.next(both, length -> true)).isNull();
  }

  @Test
  void next_frameThatMayNotComeInYet_waits() throws ProtocolViolation {
    ByteBuffer bytes = framed(new byte[] {1, 2});
    assertThat(input.next(bytes, length -> false)).isNull();
    assertThat(bytes.remaining()).isEqualTo(2);
    assertThat(input.next(bytes, length -> true)).containsExactly(1, 2);
  }

  @Test
  void next_sessionServiceOfNetBios_isRefused() {
    ByteBuffer request = ByteBuffer.allocate(8).putInt(0x81000044).putInt(0).flip();
    assertThatThrownBy(() -> input.next(request, length -> true))
        .isInstanceOf(ProtocolViolation.class);
  }
}
