package org.peerdist.smb.login;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/**
 * The first token of NTLM, NEGOTIATE_MESSAGE of [MS-NLMP] 2.2.1.1, little-endian: signature (8),
 * type 1 (4), flags (4); what follows is not looked at.
 *
 * @param flags what the client can
 */
record NegotiateToken(int flags) {
  static NegotiateToken read(ByteBuffer token) throws WireFormatException {
    WireReader reader = NtlmTokens.reader(token, NtlmTokens.NEGOTIATE);
    return new NegotiateToken((int) reader.u32("NegotiateFlags"));
  }

  static boolean isNtlm(ByteBuffer token) {
    return token.remaining() >= Long.BYTES
        && token.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong(token.position())
            == NtlmTokens.SIGNATURE;
  }
}
