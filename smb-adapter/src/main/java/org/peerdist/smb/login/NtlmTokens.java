package org.peerdist.smb.login;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/** What all tokens of NTLM have in common. */
final class NtlmTokens {
  /** {@code NTLMSSP\0}, as a little-endian number. */
  static final long SIGNATURE = 0x00505353_4D4C544EL;

  static final int NEGOTIATE = 1;
  static final int CHALLENGE = 2;
  static final int AUTHENTICATE = 3;

  private NtlmTokens() {}

  /** A reader behind signature and type, which are checked. */
  static WireReader reader(ByteBuffer token, int type) throws WireFormatException {
    WireReader reader = WireReader.of(token, ByteOrder.LITTLE_ENDIAN);
    if (reader.u64("Signature") != SIGNATURE) {
      throw new WireFormatException("Signature", 0, "not that of NTLM");
    }
    reader.u32("MessageType", type, type);
    return reader;
  }
}
