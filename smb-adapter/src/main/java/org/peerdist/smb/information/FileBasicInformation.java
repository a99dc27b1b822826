package org.peerdist.smb.information;

import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * FileBasicInformation, class 4, [MS-FSCC] 2.4.7: CreationTime, LastAccessTime, LastWriteTime,
 * ChangeTime (8 bytes each), FileAttributes (4), Reserved (4).
 *
 * <p>In a request to set it, 0 leaves a time or the attributes as they are; a time of -1 keeps the
 * server from changing it for this open, and -2 lets the server change it again.
 *
 * @param created 100 ns since 1601, as the three that follow
 * @param accessed when it was last read
 * @param written when its bytes were last changed
 * @param changed when anything of it was last changed
 * @param attributes bits of {@link FileAttributes}
 */
public record FileBasicInformation(
    long created, long accessed, long written, long changed, int attributes)
    implements Information {
  /** The length on the wire in bytes. */
  public static final int LENGTH = 40;

  /** A time that leaves the time of the file as it is. */
  public static final long UNCHANGED = 0;

  /** A time that keeps the server from changing it for this open. */
  public static final long KEEP = -1;

  /** A time that lets the server change it again. */
  public static final long RELEASE = -2;

  /**
   * Reads it.
   *
   * @param reader little-endian
   * @return what was read
   * @throws WireFormatException if bytes are missing
   */
  public static FileBasicInformation read(WireReader reader) throws WireFormatException {
    long created = time(reader, "CreationTime");
    long accessed = time(reader, "LastAccessTime");
    long written = time(reader, "LastWriteTime");
    long changed = time(reader, "ChangeTime");
    int attributes = (int) reader.u32("FileAttributes");
    reader.skip("Reserved", 4);
    return new FileBasicInformation(created, accessed, written, changed, attributes);
  }

  private static long time(WireReader reader, String field) throws WireFormatException {
    return reader.view(field, Long.BYTES).getLong();
  }

  @Override
  public int fixedLength() {
    return LENGTH;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u64(created).u64(accessed).u64(written).u64(changed);
    writer.u32(Integer.toUnsignedLong(attributes)).u32(0);
  }
}
