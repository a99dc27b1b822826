package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/** Fields that all messages have in common. */
public final class Raw {
  private Raw() {}

  /** Reads eight bytes that may be any number: ids, and offsets that are not checked yet. */
  public static long u64(String field, WireReader reader) throws WireFormatException {
    return reader.view(field, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /** Writes eight bytes that may be any number. */
  public static void u64(long value, WireWriter writer) {
    writer.u32(value & 0xFFFF_FFFFL).u32(value >>> Integer.SIZE);
  }

  /** Writes zeros. */
  public static void zeros(int count, WireWriter writer) {
    writer.bytes(ByteBuffer.allocate(count));
  }

  /** Writes zeros up to a multiple of eight bytes. */
  static void padTo8(WireWriter writer) {
    zeros(-writer.length() & 7, writer);
  }

  /** Text as it travels: UTF-16, little-endian, without an end. */
  public static ByteBuffer utf16(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_16LE));
  }

  /** Reads text; an odd byte at its end is an error. */
  public static String utf16(String field, ByteBuffer bytes) throws WireFormatException {
    if (bytes.remaining() % 2 != 0) {
      throw new WireFormatException(field, 0, "half a character at the end");
    }
    return StandardCharsets.UTF_16LE.decode(bytes.duplicate()).toString();
  }

  /** A reader of numbers as [MS-SMB2] has them. */
  public static WireReader reader(ByteBuffer bytes) {
    return WireReader.of(bytes, ByteOrder.LITTLE_ENDIAN);
  }

  /** A writer of numbers as [MS-SMB2] has them. */
  public static WireWriter writer(int capacity) {
    return WireWriter.of(ByteOrder.LITTLE_ENDIAN, capacity);
  }

  /** A reader behind the header of a message and the size of its fixed part, which is checked. */
  static WireReader body(ByteBuffer message, int structureSize) throws WireFormatException {
    WireReader reader = reader(message);
    reader.skip("Header", Header.LENGTH);
    long start = reader.offset();
    int size = reader.u16("StructureSize");
    if (size != structureSize) {
      throw new WireFormatException("StructureSize", start, size + " is not " + structureSize);
    }
    return reader;
  }

  /** A part of a message that its fixed part points to; where an empty part is, does not matter. */
  static ByteBuffer part(String field, ByteBuffer message, long offset, long length)
      throws WireFormatException {
    if (length == 0) {
      return ByteBuffer.allocate(0);
    }
    if (offset < Header.LENGTH || offset > message.remaining()) {
      throw new WireFormatException(field, offset, "not behind the header and in the message");
    }
    WireReader reader = reader(message);
    reader.skip(field, offset);
    return reader.view(field, length);
  }
}
