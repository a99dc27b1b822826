package org.peerdist.smb.login;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * What a server says of itself ("AV_PAIR"s, [MS-NLMP] 2.2.2.1), little-endian: each id (2), length
 * (2), value; an id of 0 ends them.
 *
 * @param values by their ids
 */
record TargetInfo(Map<Integer, Bytes> values) {
  static final int COMPUTER = 1;
  static final int DOMAIN = 2;
  static final int DNS_COMPUTER = 3;
  static final int DNS_DOMAIN = 4;
  static final int FLAGS = 6;
  static final int TIME = 7;

  /** In the flags of the client's copy: its last token has a code over all three. */
  private static final int HAS_CODE = 2;

  TargetInfo {
    values = Map.copyOf(values);
  }

  static TargetInfo of(String computer, long time) {
    Bytes name = Bytes.copyOf(computer.getBytes(StandardCharsets.UTF_16LE));
    ByteBuffer clock = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, time);
    return new TargetInfo(
        Map.of(
            DOMAIN,
            name,
            COMPUTER,
            name,
            DNS_DOMAIN,
            name,
            DNS_COMPUTER,
            name,
            TIME,
            Bytes.copyOf(clock)));
  }

  static TargetInfo read(ByteBuffer bytes) throws WireFormatException {
    WireReader reader = WireReader.of(bytes, ByteOrder.LITTLE_ENDIAN);
    Map<Integer, Bytes> values = new TreeMap<>();
    while (true) {
      int id = reader.u16("AvId");
      Bytes value = reader.bytes("AvValue", reader.u16("AvLen"));
      if (id == 0) {
        return new TargetInfo(values);
      }
      values.put(id, value);
    }
  }

  Bytes toBytes() {
    WireWriter writer = WireWriter.of(ByteOrder.LITTLE_ENDIAN, 256);
    new TreeMap<>(values).forEach((id, value) -> writer.u16(id).u16(value.length()).bytes(value));
    return writer.u32(0).toBytes();
  }

  boolean saysThatThereIsACode() {
    Bytes flags = values.getOrDefault(FLAGS, Bytes.EMPTY);
    return flags.length() == Integer.BYTES && (flags.asByteBuffer().get(0) & HAS_CODE) != 0;
  }
}
