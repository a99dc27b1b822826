package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * A wish beside a CREATE, or its answer, [MS-SMB2] 2.2.13.2: where the next one is (4), offset (2)
 * and length (2) of the name, reserved (2), offset (2) and length (4) of the data, name, data. Each
 * begins at a multiple of eight; offsets count from there.
 *
 * @param name four characters in most
 * @param data its bytes
 */
public record CreateContext(String name, Bytes data) {
  /** What may this user do at most? */
  public static final String MAXIMAL_ACCESS = "MxAc";

  /** What number has the file on its disk? */
  public static final String DISK_ID = "QFid";

  /** Extended attributes for a file that is made, [MS-FSCC] 2.4.16. */
  public static final String EXTENDED_ATTRIBUTES = "ExtA";

  /** The file as it was at some time. */
  public static final String AS_IT_WAS = "TWrp";

  /** POLICY: no client has more. */
  private static final int MOST = 64;

  private static final int FIXED = 16;

  static List<CreateContext> readAll(ByteBuffer list) throws WireFormatException {
    List<CreateContext> contexts = new ArrayList<>();
    long start = 0;
    while (list.remaining() > 0) {
      WireReader reader = at(list, start);
      long next = reader.u32("Next");
      int nameOffset = reader.u16("NameOffset");
      int nameLength = reader.u16("NameLength");
      reader.skip("Reserved", 2);
      int dataOffset = reader.u16("DataOffset");
      long dataLength = reader.u32("DataLength");
      ByteBuffer name = part("Name", list, start, nameOffset, nameLength);
      ByteBuffer data = part("Data", list, start, dataOffset, dataLength);
      contexts.add(
          new CreateContext(
              StandardCharsets.ISO_8859_1.decode(name).toString(), Bytes.copyOf(data)));
      if (next == 0) {
        break;
      }
      if (next < FIXED || next % 8 != 0 || contexts.size() == MOST) {
        throw new WireFormatException("Next", start, next + " does not lead to a next context");
      }
      start += next;
    }
    return contexts;
  }

  private static WireReader at(ByteBuffer list, long start) throws WireFormatException {
    WireReader reader = Raw.reader(list);
    reader.skip("CreateContext", start);
    return reader;
  }

  private static ByteBuffer part(String field, ByteBuffer list, long start, int offset, long length)
      throws WireFormatException {
    return length == 0 ? ByteBuffer.allocate(0) : at(list, start + offset).view(field, length);
  }

  static void writeAll(List<CreateContext> contexts, WireWriter writer) {
    for (int i = 0; i < contexts.size(); i++) {
      ByteBuffer name = ByteBuffer.wrap(contexts.get(i).name.getBytes(StandardCharsets.ISO_8859_1));
      Bytes data = contexts.get(i).data;
      int dataOffset = FIXED + name.remaining() + 7 & ~7;
      boolean last = i == contexts.size() - 1;
      writer.u32(last ? 0 : dataOffset + data.length() + 7 & ~7);
      writer.u16(FIXED).u16(name.remaining()).u16(0);
      writer.u16(data.length() == 0 ? 0 : dataOffset).u32(data.length());
      writer.bytes(name);
      Raw.zeros(dataOffset - FIXED - name.remaining(), writer);
      writer.bytes(data);
      if (!last) {
        Raw.padTo8(writer);
      }
    }
  }
}
