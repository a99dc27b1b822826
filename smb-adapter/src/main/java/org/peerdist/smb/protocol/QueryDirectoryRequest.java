package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Lists a folder, [MS-SMB2] 2.2.33: 33 (2), information class (1), flags (1), index (4), file (16),
 * offset (2) and length (2) of the pattern, most output (4), pattern.
 *
 * @param informationClass one of the directory classes
 * @param flags a set of bits
 * @param file the folder
 * @param pattern with wildcards
 * @param most the most bytes of output, unsigned
 */
public record QueryDirectoryRequest(
    int informationClass, int flags, FileId file, String pattern, long most)
    implements MessageBody {
  /** Begins anew, with the pattern of the first request. */
  public static final int RESTART = 1;

  /** Only one entry. */
  public static final int SINGLE = 2;

  /** Begins anew, with the pattern of this request. */
  public static final int REOPEN = 16;

  private static final int SIZE = 33;
  private static final int PATTERN_OFFSET = Header.LENGTH + 32;

  /** Reads the message, which begins with its header. */
  public static QueryDirectoryRequest read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    int informationClass = reader.u8("FileInformationClass");
    int flags = reader.u8("Flags");
    reader.skip("FileIndex", 4);
    FileId file = FileId.read(reader);
    int offset = reader.u16("FileNameOffset");
    int length = reader.u16("FileNameLength");
    long most = reader.u32("OutputBufferLength");
    String pattern = Raw.utf16("FileName", Raw.part("FileName", message, offset, length));
    return new QueryDirectoryRequest(informationClass, flags, file, pattern, most);
  }

  @Override
  public void write(WireWriter writer) {
    ByteBuffer bytes = Raw.utf16(pattern);
    writer.u16(SIZE).u8(informationClass).u8(flags).u32(0);
    file.write(writer);
    writer.u16(PATTERN_OFFSET).u16(bytes.remaining()).u32(most).bytes(bytes);
  }
}
