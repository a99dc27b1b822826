package org.peerdist.smb.information;

import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.List;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.WireWriter;

/**
 * FILE_NOTIFY_INFORMATION, [MS-FSCC] 2.7.1, one for each change: NextEntryOffset (4, a multiple of
 * 4, 0 in the last), Action (4), FileNameLength (4), FileName, padding to a multiple of 4.
 *
 * @param changes what happened, in order
 */
public record FileChanges(List<FileChange> changes) {
  private static final int FIXED_LENGTH = 12;

  /** Takes a copy. */
  public FileChanges {
    changes = List.copyOf(changes);
  }

  /**
   * Writes all of them.
   *
   * @param most the bytes that the receiver has room for
   * @return the bytes
   * @throws StatusException NOTIFY_ENUM_DIR if they do not fit: the receiver has to list the folder
   */
  public byte[] encode(int most) throws StatusException {
    WireWriter writer = WireWriter.of(ByteOrder.LITTLE_ENDIAN, 256);
    Iterator<FileChange> rest = changes.iterator();
    while (rest.hasNext()) {
      FileChange change = rest.next();
      int length = FIXED_LENGTH + WireName.length(change.name());
      int padded = (length + 3) / 4 * 4;
      if ((long) writer.length() + padded > most) {
        throw new StatusException(NtStatus.NOTIFY_ENUM_DIR);
      }
      writer.u32(rest.hasNext() ? padded : 0).u32(change.action().value());
      writer.u32(WireName.length(change.name()));
      WireName.write(writer, change.name());
      if (padded > length) {
        writer.u16(0);
      }
    }
    return writer.toBytes().toByteArray();
  }
}
