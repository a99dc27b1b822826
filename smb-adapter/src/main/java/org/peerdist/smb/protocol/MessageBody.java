package org.peerdist.smb.protocol;

import org.peerdist.wire.WireWriter;

/** What follows the header of a message. */
public interface MessageBody {
  /**
   * Writes the body. The writer is just behind the header, and nothing but the header is in front
   * of it: offsets in messages count from there.
   */
  void write(WireWriter writer);
}
