package org.peerdist.smb.gateway;

import java.nio.ByteBuffer;
import org.peerdist.smb.files.FileFacts;
import org.peerdist.smb.protocol.Raw;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/**
 * What a server tells of a file at once: the start of FileAllInformation, class 18, [MS-FSCC]
 * 2.4.2: created (8), accessed (8), written (8), changed (8), attributes (4), reserved (4),
 * allocation (8), size (8), links (4), delete pending (1), directory (1), reserved (2), file id
 * (8), and what is of no use here.
 *
 * @param facts times, sizes and attributes
 * @param directory whether it is a folder
 * @param fileId what the server calls it, whatever its name; 0 if it has no such number
 */
record RemoteFacts(FileFacts facts, boolean directory, long fileId) {
  static final int INFORMATION_CLASS = 18;

  /** Where the name is: its length (4), then its characters. */
  static final int NAME_OFFSET = 96;

  static RemoteFacts read(ByteBuffer information) throws WireFormatException {
    WireReader reader = Raw.reader(information);
    long created = Raw.u64("CreationTime", reader);
    long accessed = Raw.u64("LastAccessTime", reader);
    long written = Raw.u64("LastWriteTime", reader);
    long changed = Raw.u64("ChangeTime", reader);
    int attributes = (int) reader.u32("FileAttributes");
    reader.skip("Reserved", 4);
    long allocation = Raw.u64("AllocationSize", reader);
    long size = Raw.u64("EndOfFile", reader);
    reader.skip("NumberOfLinks and DeletePending", 5);
    boolean directory = reader.u8("Directory") != 0;
    reader.skip("Reserved", 2);
    long fileId = Raw.u64("IndexNumber", reader);
    return new RemoteFacts(
        new FileFacts(created, accessed, written, changed, allocation, size, attributes),
        directory,
        fileId);
  }
}
