package org.peerdist.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** Bytes of messages, written field by field. */
final class Wire {
  static final String ID_HEX = "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf";
  static final SegmentId ID = new SegmentId(Bytes.ofHex(ID_HEX));

  private Wire() {}

  interface Parser {
    Object read(ByteBuffer input) throws WireFormatException;
  }

  /** Hexadecimal digits in any number of pieces, with spaces. */
  static ByteBuffer hex(String... fields) {
    return Bytes.ofHex(String.join("", fields).replace(" ", "")).asByteBuffer();
  }

  /** A request with a header of version 1.0 or 2.0 that tells the right size. */
  static ByteBuffer request(int type, String... fields) {
    ByteBuffer body = hex(fields);
    return ByteBuffer.allocate(16 + body.remaining())
        .putInt(type == 6 ? 2 : 1)
        .putInt(type)
        .putInt(16 + body.remaining())
        .putInt(1)
        .put(body)
        .flip();
  }

  /** A response with a header that tells the right size, and the size in front of it. */
  static ByteBuffer response(int type, int algorithm, String... fields) {
    ByteBuffer body = hex(fields);
    return ByteBuffer.allocate(20 + body.remaining())
        .putInt(16 + body.remaining())
        .putInt(type == 7 ? 2 : 1)
        .putInt(type)
        .putInt(16 + body.remaining())
        .putInt(algorithm)
        .put(body)
        .flip();
  }

  static String zeros(int count) {
    return "00".repeat(count);
  }

  /** Every truncation, both as it is and with sizes that say so. */
  static void assertTruncationsAreRejected(ByteBuffer message, boolean response) {
    Parser parser = response ? ResponseMessage::read : RequestMessage::read;
    int frame = response ? 4 : 0;
    for (int length = 0; length < message.remaining(); length++) {
      ByteBuffer cut = ByteBuffer.allocate(length).put(message.slice(0, length)).flip();
      assertRejected(parser, cut.duplicate());
      if (length >= frame + 16) {
        if (response) {
          cut.putInt(0, length - frame);
        }
        assertRejected(parser, cut.putInt(frame + 8, length - frame));
      }
    }
    ByteBuffer longer = ByteBuffer.allocate(message.remaining() + 1).put(message.duplicate());
    assertRejected(parser, longer.rewind());
    if (response) {
      longer.putInt(0, longer.capacity() - frame);
    }
    assertRejected(parser, longer.putInt(frame + 8, longer.capacity() - frame));
  }

  static void assertRejected(Parser parser, ByteBuffer input) {
    assertThatThrownBy(() -> parser.read(input)).isInstanceOf(WireFormatException.class);
  }

  static void assertRequestRejected(ByteBuffer input) {
    assertRejected(RequestMessage::read, input);
  }

  static void assertResponseRejected(ByteBuffer input) {
    assertRejected(ResponseMessage::read, input);
  }

  /** Reads what was written, and writes what was read. */
  static void assertSame(ByteBuffer bytes, RequestMessage message) throws WireFormatException {
    assertThat(message.encode()).isEqualTo(bytes);
    assertThat(RequestMessage.read(bytes)).isEqualTo(message);
  }

  static void assertSame(ByteBuffer bytes, ResponseMessage message) throws WireFormatException {
    assertThat(message.encode()).isEqualTo(bytes);
    assertThat(ResponseMessage.read(bytes)).isEqualTo(message);
  }
}
