package org.peerdist.smb.information;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/** Names as UTF-16LE, with their length in bytes told elsewhere. */
final class WireName {
  private WireName() {}

  static int length(String name) {
    return name.length() * 2;
  }

  static void write(WireWriter writer, String name) {
    // Not by a charset's encoder: names of a disk may have surrogates without their other half.
    for (int i = 0; i < name.length(); i++) {
      writer.u16(name.charAt(i));
    }
  }

  static String read(WireReader reader, String field, long length) throws WireFormatException {
    if (length % 2 != 0) {
      throw new WireFormatException(field, reader.offset(), length + " bytes are no UTF-16");
    }
    ByteBuffer bytes = reader.view(field, length);
    return StandardCharsets.UTF_16LE.decode(bytes).toString();
  }
}
