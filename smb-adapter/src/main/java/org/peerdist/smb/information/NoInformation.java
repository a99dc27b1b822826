package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/** An answer without bytes: a list with nothing in it, such as the streams of a folder. */
public record NoInformation() implements Information {
  @Override
  public int fixedLength() {
    return 0;
  }

  @Override
  public void write(WireWriter writer) {}
}
