package org.peerdist.smb.login;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireWriter;

/**
 * The second token of NTLM, CHALLENGE_MESSAGE of [MS-NLMP] 2.2.1.2, little-endian: signature (8),
 * type 2 (4), length (2), length (2) and offset (4) of the name, flags (4), challenge (8), reserved
 * (8), length (2), length (2) and offset (4) of the information, version (8), name, information.
 *
 * @param target the name of the server
 * @param flags what holds for this login
 * @param challenge 8 bytes
 * @param info about the server
 */
record ChallengeToken(String target, int flags, Bytes challenge, TargetInfo info) {
  private static final int FIXED = 56;
  private static final int VERSION_6_1 = 0x0106;
  private static final long NTLM_15 = 0x0F00_0000L;

  Bytes toBytes() {
    Bytes name = Bytes.copyOf(target.getBytes(StandardCharsets.UTF_16LE));
    Bytes information = info.toBytes();
    WireWriter writer = WireWriter.of(ByteOrder.LITTLE_ENDIAN, 256);
    writer.u64(NtlmTokens.SIGNATURE).u32(NtlmTokens.CHALLENGE);
    writer.u16(name.length()).u16(name.length()).u32(FIXED);
    writer.u32(flags & 0xFFFF_FFFFL).bytes(challenge).u64(0);
    writer.u16(information.length()).u16(information.length()).u32(FIXED + name.length());
    writer.u16(VERSION_6_1).u16(0).u32(NTLM_15);
    return writer.bytes(name).bytes(information).toBytes();
  }
}
