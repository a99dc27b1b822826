package org.peerdist.smb.login;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/** The little of ASN.1 DER that SPNEGO needs: a tag (1), a length (1 to 4), contents. */
final class Der {
  static final int OCTETS = 0x04;
  static final int OID = 0x06;
  static final int ENUMERATED = 0x0A;
  static final int SEQUENCE = 0x30;

  private static final int LONG_FORM = 0x80;

  private Der() {}

  static WireReader reader(Bytes bytes) {
    return WireReader.of(bytes.asByteBuffer(), ByteOrder.BIG_ENDIAN);
  }

  /** The tag of an explicit field. */
  static int field(int number) {
    return 0xA0 | number;
  }

  /** Reads the contents under a tag that has to be next. */
  static WireReader read(String field, int tag, WireReader reader) throws WireFormatException {
    long start = reader.offset();
    if (reader.u8(field) != tag) {
      throw new WireFormatException(field, start, "another tag than " + tag);
    }
    return contents(field, reader);
  }

  /** Reads the contents under a tag that was read. */
  static WireReader contents(String field, WireReader reader) throws WireFormatException {
    long start = reader.offset();
    int first = reader.u8(field);
    int length = first;
    if (first >= LONG_FORM) {
      length = 0;
      if (first == LONG_FORM || first > LONG_FORM + 3) {
        throw new WireFormatException(field, start, "length in " + first);
      }
      for (int i = first; i > LONG_FORM; i--) {
        length = length << 8 | reader.u8(field);
      }
    }
    return reader.part(field, length);
  }

  static Bytes rest(String field, WireReader reader) throws WireFormatException {
    return reader.bytes(field, reader.remaining());
  }

  /** Writes a tag, a length, and parts as its contents. */
  static Bytes write(int tag, Bytes... parts) {
    ByteArrayOutputStream contents = new ByteArrayOutputStream();
    for (Bytes part : parts) {
      contents.writeBytes(part.toByteArray());
    }
    int length = contents.size();
    ByteBuffer header = ByteBuffer.allocate(5).put((byte) tag);
    if (length < LONG_FORM) {
      header.put((byte) length);
    } else if (length < 0x100) {
      header.put((byte) (LONG_FORM + 1)).put((byte) length);
    } else {
      header.put((byte) (LONG_FORM + 2)).putShort((short) length);
    }
    ByteBuffer whole = ByteBuffer.allocate(header.position() + length);
    return Bytes.copyOf(whole.put(header.flip()).put(contents.toByteArray()).flip());
  }
}
