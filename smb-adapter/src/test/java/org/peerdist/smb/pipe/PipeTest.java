package org.peerdist.smb.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.peerdist.smb.protocol.IoctlRequest;
import org.peerdist.smb.protocol.RecordedFrames;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.WireFormatException;

/** The list of shares, as smbclient asks for it. */
class PipeTest {
  private static final int BIND = 11;
  private static final int REQUEST = 0;
  private static final int METHOD_OFFSET = 22;

  private static Pipe pipe(List<ShareEntry> shares) {
    return new Pipe(new ShareList("SERVER", shares));
  }

  private static ByteBuffer recorded(int type) {
    return RecordedFrames.ofSmbclient().stream()
        .filter(frame -> frame[12] == 11)
        .map(PipeTest::input)
        .filter(input -> input.get(2) == type)
        .findFirst()
        .orElseThrow();
  }

  private static ByteBuffer input(byte[] frame) {
    try {
      ByteBuffer input = IoctlRequest.read(ByteBuffer.wrap(frame)).input();
      return ByteBuffer.allocate(input.remaining()).put(input).flip();
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(ByteBuffer message) {
    // Texts begin at even offsets.
    return StandardCharsets.UTF_16LE.decode(message.duplicate()).toString();
  }

  @Test
  void bind_ofSmbclient_isAccepted() throws StatusException {
    Pipe pipe = pipe(List.of());
    pipe.write(recorded(BIND));
    ByteBuffer answer = pipe.read(Pipe.MOST).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(answer.get(2)).isEqualTo((byte) 12);
    assertThat(answer.getShort(8)).isEqualTo((short) answer.remaining());
    // The result is in front of the transfer syntax, which is the last 20 bytes.
    assertThat(answer.getInt(answer.remaining() - 24)).isZero();
  }

  @Test
  void shareEnum_ofSmbclient_namesAllShares() throws StatusException {
    Pipe pipe = pipe(List.of(new ShareEntry("data", ShareEntry.DISK, "the data")));
    pipe.write(recorded(REQUEST));
    assertThat(text(pipe.read(Pipe.MOST))).contains("data\0").contains("the data\0");
    assertThatThrownBy(() -> pipe.read(1)).hasMessage("PIPE_EMPTY");
  }

  @Test
  void shareEnum_ofManyShares_comesInFragments() throws StatusException {
    Pipe pipe =
        pipe(
            IntStream.range(0, 200)
                .mapToObj(i -> new ShareEntry("share" + i, ShareEntry.DISK, "c".repeat(100)))
                .toList());
    pipe.write(recorded(REQUEST));
    int fragments = 0;
    byte flags = 0;
    while ((flags & 2) == 0) {
      ByteBuffer fragment = pipe.read(Pipe.MOST);
      assertThat(fragment.remaining()).isLessThanOrEqualTo(Pipe.MOST);
      flags = fragment.get(3);
      assertThat((flags & 1) != 0).isEqualTo(fragments == 0);
      fragments++;
    }
    assertThat(fragments).isGreaterThan(10);
  }

  @Test
  void read_inParts_tellsThatThereIsMore() throws StatusException {
    Pipe pipe = pipe(List.of());
    pipe.write(recorded(REQUEST));
    int first = pipe.read(10).remaining();
    assertThat(first).isEqualTo(10);
    assertThat(pipe.hasMore()).isTrue();
    assertThat(pipe.read(Pipe.MOST).remaining()).isPositive();
    assertThat(pipe.hasMore()).isFalse();
  }

  @Test
  void call_ofAnUnknownMethod_isAFault() throws StatusException {
    Pipe pipe = pipe(List.of());
    pipe.write(recorded(REQUEST).put(METHOD_OFFSET, (byte) 99));
    ByteBuffer fault = pipe.read(Pipe.MOST).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(fault.get(2)).isEqualTo((byte) 3);
    assertThat(fault.getInt(24)).isEqualTo(0x1C010002);
  }

  @Test
  void write_everyTruncation_disconnects() {
    for (int type : new int[] {BIND, REQUEST}) {
      ByteBuffer whole = recorded(type);
      for (int length = 0; length < whole.remaining(); length++) {
        ByteBuffer part = whole.slice(0, length);
        assertThatThrownBy(() -> pipe(List.of()).write(part)).hasMessage("PIPE_DISCONNECTED");
      }
    }
  }
}
