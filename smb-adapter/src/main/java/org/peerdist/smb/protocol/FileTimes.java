package org.peerdist.smb.protocol;

import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * What the answers to CREATE and CLOSE say of a file: created (8), accessed (8), written (8),
 * changed (8), allocation (8), size (8), attributes (4). Times in 100 ns since 1601.
 *
 * @param created when it was made
 * @param accessed when it was last read
 * @param written when its bytes were last changed
 * @param changed when anything of it was last changed
 * @param allocation the bytes that it takes on the disk
 * @param size its length in bytes
 * @param attributes a set of bits
 */
public record FileTimes(
    long created,
    long accessed,
    long written,
    long changed,
    long allocation,
    long size,
    int attributes) {
  /** What is told when nothing was asked. */
  public static final FileTimes NONE = new FileTimes(0, 0, 0, 0, 0, 0, 0);

  static FileTimes read(WireReader reader) throws WireFormatException {
    return new FileTimes(
        Raw.u64("CreationTime", reader),
        Raw.u64("LastAccessTime", reader),
        Raw.u64("LastWriteTime", reader),
        Raw.u64("ChangeTime", reader),
        Raw.u64("AllocationSize", reader),
        Raw.u64("EndofFile", reader),
        (int) reader.u32("FileAttributes"));
  }

  void write(WireWriter writer) {
    Raw.u64(created, writer);
    Raw.u64(accessed, writer);
    Raw.u64(written, writer);
    Raw.u64(changed, writer);
    Raw.u64(allocation, writer);
    Raw.u64(size, writer);
    writer.u32(attributes & 0xFFFF_FFFFL);
  }
}
