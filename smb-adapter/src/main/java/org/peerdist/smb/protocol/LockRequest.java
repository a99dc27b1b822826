package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Locks or unlocks ranges, [MS-SMB2] 2.2.26: 48 (2), number of ranges (2), sequence (4), file (16),
 * ranges: offset (8), length (8), flags (4), reserved (4).
 *
 * @param file the file
 * @param ranges at least one
 */
public record LockRequest(FileId file, List<Range> ranges) implements MessageBody {
  private static final int SIZE = 48;
  private static final int RANGE_SIZE = 24;

  /** POLICY: no client has more in one request. */
  private static final int MOST = 1024;

  public LockRequest {
    ranges = List.copyOf(ranges);
  }

  /**
   * A range of a file.
   *
   * @param offset unsigned
   * @param length unsigned
   * @param flags a set of bits
   */
  public record Range(long offset, long length, int flags) {
    /** Others may lock it so, too. */
    public static final int SHARED = 1;

    /** Nobody else may use it. */
    public static final int EXCLUSIVE = 2;

    /** Ends a lock. */
    public static final int UNLOCK = 4;

    /** Does not wait for others. */
    public static final int FAIL_IMMEDIATELY = 16;

    /** Whether a flag is set. */
    public boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }

  /** Reads the message, which begins with its header. */
  public static LockRequest read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    int count = reader.u16("LockCount");
    reader.skip("LockSequence", 4);
    FileId file = FileId.read(reader);
    reader.need("Locks", (long) count * RANGE_SIZE);
    if (count == 0 || count > MOST) {
      throw new WireFormatException("LockCount", Header.LENGTH + 2, count + " ranges");
    }
    List<Range> ranges = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long offset = Raw.u64("Offset", reader);
      long length = Raw.u64("Length", reader);
      ranges.add(new Range(offset, length, (int) reader.u32("Flags")));
      reader.skip("Reserved", 4);
    }
    return new LockRequest(file, ranges);
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u16(ranges.size()).u32(0);
    file.write(writer);
    for (Range range : ranges) {
      Raw.u64(range.offset, writer);
      Raw.u64(range.length, writer);
      writer.u32(range.flags & 0xFFFF_FFFFL).u32(0);
    }
  }
}
