package org.peerdist.smb.pipe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/** Results as NDR has them, C706 14: numbers of four bytes, pointers, and text. */
final class Ndr {
  private static final int STEP = 4;

  private final WireWriter writer = WireWriter.of(ByteOrder.LITTLE_ENDIAN, 512);
  private int pointers;

  Ndr number(int value) {
    writer.u32(value & 0xFFFF_FFFFL);
    return this;
  }

  /** A pointer to something that follows. */
  Ndr pointer() {
    pointers++;
    return number(0x0002_0000 + STEP * pointers);
  }

  /** Room (4), start 0 (4), length (4), UTF-16 with a zero, padding. */
  Ndr text(String text) {
    ByteBuffer bytes = ByteBuffer.wrap((text + "\0").getBytes(StandardCharsets.UTF_16LE));
    int length = bytes.remaining() / 2;
    number(length).number(0).number(length);
    writer.bytes(bytes).bytes(ByteBuffer.allocate(-writer.length() & STEP - 1));
    return this;
  }

  Bytes toBytes() {
    return writer.toBytes();
  }

  /** Passes over a pointer to text, and the text. */
  static void skipOptionalText(WireReader reader) throws WireFormatException {
    if (reader.u32("pointer") != 0) {
      readText(reader);
    }
  }

  /** Reads text; what follows begins at a multiple of four. */
  static String readText(WireReader reader) throws WireFormatException {
    reader.skip("MaximumCount and Offset", 8);
    long length = 2 * reader.u32("ActualCount");
    ByteBuffer bytes = reader.view("text", length);
    reader.skip("padding", Math.min(reader.remaining(), -length & STEP - 1));
    String text = StandardCharsets.UTF_16LE.decode(bytes).toString();
    return text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
  }
}
