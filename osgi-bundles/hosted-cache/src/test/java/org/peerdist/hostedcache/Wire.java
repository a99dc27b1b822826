package org.peerdist.hostedcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.peerdist.content.ContentTag;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** Bytes of messages, written field by field. */
final class Wire {
  static final String ID_HEX = "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf";
  static final SegmentId ID = new SegmentId(Bytes.ofHex(ID_HEX));

  /** "WinINet" and nine zeros. */
  static final String TAG_HEX = "57696e494e6574000000000000000000";

  static final ContentTag TAG = ContentTag.ofName("WinINet");

  private Wire() {}

  /** Hexadecimal digits in any number of pieces, with spaces. */
  static ByteBuffer hex(String... fields) {
    return Bytes.ofHex(String.join("", fields).replace(" ", "")).asByteBuffer();
  }

  /** Reads what was written, and writes what was read. */
  static void assertSame(ByteBuffer bytes, OfferMessage message) throws WireFormatException {
    assertThat(message.encode()).isEqualTo(bytes);
    assertThat(OfferMessage.read(message.version(), bytes)).isEqualTo(message);
    assertThat(bytes.remaining()).isLessThanOrEqualTo(message.version().maxRequestLength());
  }

  static void assertRejected(HostedCacheVersion version, ByteBuffer input, String message) {
    assertThatThrownBy(() -> OfferMessage.read(version, input))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining(message);
  }

  /** The first bytes of a message. */
  static ByteBuffer cut(ByteBuffer message, int length) {
    return ByteBuffer.allocate(length).put(message.slice(0, length)).flip();
  }

  /** A message with another byte at one place. */
  static ByteBuffer with(ByteBuffer message, int offset, int value) {
    ByteBuffer changed = ByteBuffer.allocate(message.remaining()).put(message.duplicate());
    return changed.put(offset, (byte) value).flip();
  }
}
