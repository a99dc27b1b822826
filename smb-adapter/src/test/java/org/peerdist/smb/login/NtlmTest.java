package org.peerdist.smb.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** The example of [MS-NLMP] 4.2.1 and 4.2.4. */
class NtlmTest {
  private static final Bytes CHALLENGE = Bytes.ofHex("0123456789abcdef");
  private static final byte[] TEMP =
      HexFormat.of()
          .parseHex(
              "01010000000000000000000000000000aaaaaaaaaaaaaaaa00000000"
                  + "02000c0044006f006d00610069006e0001000c005300650072007600650072000000000000000000");

  private static byte[] key() {
    return NtlmV2.responseKey(NtHash.ofPassword("Password"), "User", "Domain");
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @Test
  void hash_ofThePassword_isThatOfTheExample() {
    assertThat(NtHash.ofPassword("Password").value())
        .isEqualTo(Bytes.ofHex("a4f49c406510bdcab6824ee7c30fd852"));
    assertThat(NtHash.ofPassword("Password")).hasToString("NtHash[secret]");
  }

  @Test
  void responseKey_isThatOfTheExample() {
    assertThat(key()).isEqualTo(hex("0c868a403bfd7a93a3001ef22ef02e3f"));
  }

  @Test
  void proofAndKeys_areThoseOfTheExample() {
    byte[] proof = NtlmV2.proof(key(), CHALLENGE, ByteBuffer.wrap(TEMP));
    assertThat(proof).isEqualTo(hex("68cd0ab851e51c96aabc927bebef6a1c"));
    byte[] base = NtlmV2.baseKey(key(), proof);
    assertThat(base).isEqualTo(hex("8de40ccadbc14a82f15cb0ad0de95ca3"));
    assertThat(NtlmV2.rc4(base, hex("55".repeat(16))))
        .isEqualTo(hex("c5dad2544fc9799094ce1ce90bc9d03e"));
  }

  @Test
  void info_ofTheExample_namesServerAndDomain() throws WireFormatException {
    TargetInfo info = NtlmV2.info(ByteBuffer.wrap(TEMP));
    assertThat(info.values()).containsOnlyKeys(TargetInfo.COMPUTER, TargetInfo.DOMAIN);
    assertThat(info.saysThatThereIsACode()).isFalse();
    assertThat(TargetInfo.read(info.toBytes().asByteBuffer())).isEqualTo(info);
  }
}
