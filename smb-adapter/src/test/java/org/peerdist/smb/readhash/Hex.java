package org.peerdist.smb.readhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** Bytes for tests of messages. */
final class Hex {
  /** Reads a message. */
  interface Reader {
    Object read(ByteBuffer bytes) throws WireFormatException;
  }

  private Hex() {}

  static ByteBuffer bytes(String... parts) {
    return Bytes.ofHex(String.join("", parts).replace(" ", "")).asByteBuffer();
  }

  static String of(ByteBuffer bytes) {
    return Bytes.copyOf(bytes).toHex();
  }

  /** All truncations are one error, and never anything else. */
  static void assertTruncationsAreRejected(ByteBuffer whole, Reader reader) {
    for (int length = 0; length < whole.remaining(); length++) {
      ByteBuffer truncated = whole.slice(whole.position(), length);
      assertThatThrownBy(() -> reader.read(truncated)).isInstanceOf(WireFormatException.class);
    }
  }

  /** Reading looks at the bytes from the position on, and leaves the position where it is. */
  static void assertPositionIsKept(ByteBuffer whole, Reader reader) throws WireFormatException {
    ByteBuffer shifted = ByteBuffer.allocate(whole.remaining() + 7);
    shifted.position(5).put(whole.duplicate()).position(5);
    reader.read(shifted);
    assertThat(shifted.position()).isEqualTo(5);
  }
}
