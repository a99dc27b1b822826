package org.peerdist.smb.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** Keys, signatures and encryption. */
class CryptographyTest {
  private static final Bytes KEY = Bytes.ofHex("2b7e151628aed2a6abf7158809cf4f3c");

  private static byte[] message(int length) {
    byte[] message = new byte[length];
    new Random(length).nextBytes(message);
    new Header(1, 0, 9, 1, Header.SIGNED, 0, 77, 0, 5).put(message);
    return message;
  }

  /** Microsoft, "Encryption in SMB 3.0: A protocol perspective". */
  @Test
  void keys_ofSmb30_areThosePublished() {
    SessionKeys keys =
        SessionKeys.derive(
            Dialect.SMB_3_0,
            PreauthHash.START,
            CipherAlgorithm.AES_128_CCM,
            Bytes.ofHex("b4546771b515f766a86735532dd6c4f0"));
    assertThat(keys.toServer()).isEqualTo(Bytes.ofHex("261b72350558f2e9dcf613070383edbf"));
    assertThat(keys.toClient()).isEqualTo(Bytes.ofHex("8fe2b57ec34d2db5b1a9727f526bbdb5"));
  }

  /** Microsoft, "SMB 2 and SMB 3 security in Windows 10: the anatomy of signing". */
  @Test
  void keys_ofSmb311_areThosePublished() {
    PreauthHash preauth =
        new PreauthHash(
            Bytes.ofHex(
                "0dd13628cc3ed218ef9df9772d436d0887ab9814bfae63a80aa845f36909db79"
                    + "28622dddad522d9751640a459762c5a9d6bb084cbb3ce6bdadef5d5bce3c6c01"));
    SessionKeys keys =
        SessionKeys.derive(
            Dialect.SMB_3_1_1,
            preauth,
            CipherAlgorithm.AES_128_GCM,
            Bytes.ofHex("270e1ba896585eeb7af3472d3b4c75a7"));
    assertThat(keys.signing()).isEqualTo(Bytes.ofHex("73fe7a9a77bef0bde49c650d8ccb5f76"));
  }

  @Test
  void keys_ofSmb21_areThatOfTheLogin() {
    SessionKeys keys =
        SessionKeys.derive(Dialect.SMB_2_1, PreauthHash.START, CipherAlgorithm.AES_128_CCM, KEY);
    assertThat(keys).isEqualTo(new SessionKeys(KEY, Bytes.EMPTY, Bytes.EMPTY));
    assertThat(keys.toString()).doesNotContain(KEY.toHex());
  }

  /** RFC 4493, section 4. */
  @ParameterizedTest
  @CsvSource({
    "0, bb1d6929e95937287fa37d129b756746",
    "16, 070a16b46b4d4144f79bdd9dd04a287c",
    "40, dfa66747de9ae63030ca32611497c827",
    "64, 51f0bebf7e3b9d92fc49741779363cfe"
  })
  void cmac_ofTheVectors_isTheirs(int length, String code) throws Exception {
    byte[] text =
        HexFormat.of()
            .parseHex(
                "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                    + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
    assertThat(new Cmac(KEY.toByteArray()).of(text, 0, length))
        .isEqualTo(HexFormat.of().parseHex(code));
  }

  @Test
  void cmac_ofManyLengths_isThatOfBouncyCastle() throws Exception {
    Cmac cmac = new Cmac(KEY.toByteArray());
    CMac other = new CMac(AESEngine.newInstance());
    other.init(new KeyParameter(KEY.toByteArray()));
    for (int length = 64; length < 20_000; length += 997) {
      byte[] message = message(length);
      byte[] code = new byte[16];
      other.update(message, 0, length);
      other.doFinal(code, 0);
      assertThat(cmac.of(message, 0, length)).as("%s bytes", length).isEqualTo(code);
    }
  }

  @ParameterizedTest
  @EnumSource(SigningAlgorithm.class)
  void verify_whatWasSigned_holdsUntilABitChanges(SigningAlgorithm algorithm) {
    Signer signer = Signer.of(algorithm, KEY);
    byte[] frame = new byte[300];
    System.arraycopy(message(200), 0, frame, 50, 200);
    signer.sign(frame, 50, 200);
    byte[] before = frame.clone();
    assertThat(signer.verify(frame, 50, 200)).isTrue();
    assertThat(frame).isEqualTo(before);
    for (int at : new int[] {50, 50 + 24, 50 + 48, 50 + 63, 249}) {
      frame[at] ^= 1;
      assertThat(signer.verify(frame, 50, 200)).as("byte %s", at).isFalse();
      frame[at] ^= 1;
    }
  }

  @ParameterizedTest
  @EnumSource(CipherAlgorithm.class)
  void open_whatWasSealed_isTheSameUntilABitChanges(CipherAlgorithm algorithm)
      throws WireFormatException {
    Bytes key = Bytes.copyOf(new byte[algorithm.keyLength()]);
    byte[] message = message(1000);
    FrameCipher sealer = new FrameCipher(algorithm, key);
    ByteBuffer first = sealer.seal(-9, message, message.length);
    ByteBuffer second = sealer.seal(-9, message, message.length);
    assertThat(TransformHeader.read(first).nonce())
        .isNotEqualTo(TransformHeader.read(second).nonce());
    FrameCipher opener = new FrameCipher(algorithm, key);
    assertThat(opener.open(first)).hasValueSatisfying(m -> assertThat(m).isEqualTo(message));
    for (int at : new int[] {4, 20, 44, 52, 1051}) {
      byte[] changed = Bytes.copyOf(first).toByteArray();
      changed[at] ^= 1;
      assertThat(opener.open(ByteBuffer.wrap(changed))).as("byte %s", at).isEmpty();
    }
  }

  @Test
  void ccm_ofManyLengths_isThatOfBouncyCastle() throws Exception {
    byte[] nonce = Arrays.copyOf(KEY.toByteArray(), 11);
    byte[] associated = message(64);
    for (int length : new int[] {64, 79, 80, 81, 16_384, 16_385, 40_000}) {
      byte[] text = message(length);
      CCMBlockCipher other = (CCMBlockCipher) CCMBlockCipher.newInstance(AESEngine.newInstance());
      other.init(
          true, new AEADParameters(new KeyParameter(KEY.toByteArray()), 128, nonce, associated));
      byte[] sealed = new byte[length + 16];
      new Ccm(KEY.toByteArray(), nonce).seal(associated, text, 0, length, sealed, 0);
      assertThat(sealed).as("%s bytes", length).isEqualTo(other.processPacket(text, 0, length));
      byte[] opened = new byte[length];
      new Ccm(KEY.toByteArray(), nonce).open(associated, sealed, 0, length + 16, opened, 0);
      assertThat(opened).isEqualTo(text);
    }
  }
}
