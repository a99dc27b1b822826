package org.peerdist.smb.protocol;

import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * What a client calls an open file, [MS-SMB2] 2.2.14.1: persistent (8), volatile (8).
 *
 * @param persistent any number
 * @param ephemeral the volatile part, any number
 */
public record FileId(long persistent, long ephemeral) {
  /** In a related request: the file of the request before. */
  public static final FileId OF_PREVIOUS = new FileId(-1, -1);

  /** Reads 16 bytes. */
  static FileId read(WireReader reader) throws WireFormatException {
    return new FileId(Raw.u64("FileId", reader), Raw.u64("FileId", reader));
  }

  /** Writes 16 bytes. */
  void write(WireWriter writer) {
    Raw.u64(persistent, writer);
    Raw.u64(ephemeral, writer);
  }
}
