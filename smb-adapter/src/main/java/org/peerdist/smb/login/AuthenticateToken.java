package org.peerdist.smb.login;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/**
 * The third token of NTLM, AUTHENTICATE_MESSAGE of [MS-NLMP] 2.2.1.3, little-endian: signature (8),
 * type 3 (4), then length (2), length (2) and offset (4) each of the LM response, the NT response,
 * domain, user, workstation and session key; flags (4), version (8), code over the three tokens
 * (16), payload. Old clients leave out version and code.
 *
 * @param ntResponse the answer to the challenge
 * @param domain as the user wrote it
 * @param user as the user wrote it
 * @param sessionKey the encrypted one, if keys are exchanged
 * @param flags what holds for this login
 */
record AuthenticateToken(
    Bytes ntResponse, String domain, String user, Bytes sessionKey, int flags) {
  /** Where the code over the three tokens is. */
  static final int CODE_OFFSET = 72;

  /** The length of that code. */
  static final int CODE_LENGTH = 16;

  static AuthenticateToken read(ByteBuffer token) throws WireFormatException {
    WireReader reader = NtlmTokens.reader(token, NtlmTokens.AUTHENTICATE);
    field("LmChallengeResponse", reader, token);
    Bytes ntResponse = field("NtChallengeResponse", reader, token);
    Bytes domain = field("DomainName", reader, token);
    Bytes user = field("UserName", reader, token);
    field("Workstation", reader, token);
    Bytes sessionKey = field("EncryptedRandomSessionKey", reader, token);
    int flags = (int) reader.u32("NegotiateFlags");
    Charset charset =
        (flags & NtlmFlags.UNICODE) != 0 ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1;
    return new AuthenticateToken(
        ntResponse, text(domain, charset), text(user, charset), sessionKey, flags);
  }

  private static String text(Bytes bytes, Charset charset) {
    return charset.decode(bytes.asByteBuffer()).toString();
  }

  private static Bytes field(String name, WireReader reader, ByteBuffer token)
      throws WireFormatException {
    int length = reader.u16(name + "Len");
    reader.skip(name + "MaxLen", 2);
    long offset = reader.u32(name + "BufferOffset");
    if (length == 0) {
      return Bytes.EMPTY;
    }
    WireReader payload = WireReader.of(token, ByteOrder.LITTLE_ENDIAN);
    payload.skip(name, offset);
    return payload.bytes(name, length);
  }
}
