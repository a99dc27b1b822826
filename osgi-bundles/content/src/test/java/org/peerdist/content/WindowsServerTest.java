package org.peerdist.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Properties;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** Content information captured from a Windows server; its origin stands in the resource. */
class WindowsServerTest {
  private static final byte[] ID_CONSTANT = "MS_P2P_CACHING\0".getBytes(StandardCharsets.UTF_16LE);

  private final Properties vectors = new Properties();

  WindowsServerTest() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("windows-server.properties")) {
      vectors.load(in);
    }
  }

  private Bytes vector(String key) {
    return Bytes.ofHex(vectors.getProperty(key));
  }

  private byte[] raw(String key) {
    return HexFormat.of().parseHex(vectors.getProperty(key));
  }

  private ContentInformation decode(String key) throws WireFormatException {
    return ContentInformation.decode(vector(key).asByteBuffer());
  }

  private static byte[] hmac(String name, byte[] key, byte[]... parts)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance(name);
    mac.init(new SecretKeySpec(key, name));
    for (byte[] part : parts) {
      mac.update(part);
    }
    return Arrays.copyOf(mac.doFinal(), 32);
  }

  private static byte[] digest(String name, byte[]... parts) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance(name);
    for (byte[] part : parts) {
      digest.update(part);
    }
    return Arrays.copyOf(digest.digest(), 32);
  }

  @Test
  void vectors_version1_holdByPlainJdkCalls() throws GeneralSecurityException {
    byte[] hashOfData = digest("SHA-256", raw("v1.0.blockHash.0"), raw("v1.0.blockHash.1"));
    byte[] secret = hmac("HmacSHA256", digest("SHA-256", raw("passphrase")), hashOfData);
    assertThat(hashOfData).isEqualTo(raw("v1.0.hashOfData"));
    assertThat(secret).isEqualTo(raw("v1.0.secret"));
    assertThat(hmac("HmacSHA256", secret, hashOfData, ID_CONSTANT)).isEqualTo(raw("v1.0.id"));
    assertThat(vectors.getProperty("v1.contentInformation"))
        .contains(vectors.getProperty("v1.0.hashOfData") + vectors.getProperty("v1.0.secret"));
  }

  @Test
  void vectors_version2_holdByPlainJdkCalls() throws GeneralSecurityException {
    byte[] serverSecret = digest("SHA-512", raw("passphrase"));
    for (String segment : new String[] {"v2.0.", "v2.1."}) {
      byte[] hashOfData = raw(segment + "hashOfData");
      byte[] secret = hmac("HmacSHA512", serverSecret, hashOfData);
      assertThat(secret).isEqualTo(raw(segment + "secret"));
      assertThat(hmac("HmacSHA512", secret, hashOfData, ID_CONSTANT))
          .isEqualTo(raw(segment + "id"));
      assertThat(vectors.getProperty("v2.contentInformation"))
          .contains(
              vectors.getProperty(segment + "hashOfData")
                  + vectors.getProperty(segment + "secret"));
    }
  }

  @Test
  void decode_version1_isOneSegmentOfTwoBlocks() throws WireFormatException {
    ContentInformation information = decode("v1.contentInformation");
    assertThat(information.version()).isEqualTo(ContentVersion.V1);
    assertThat(information.algorithm()).isEqualTo(HashAlgorithm.SHA_256);
    assertThat(information.range()).isEqualTo(ContentRange.ofEnd(0, 99_710));
    assertThat(information.segments()).hasSize(1);

    Segment segment = information.segments().get(0);
    assertThat(segment.range()).isEqualTo(ContentRange.ofEnd(0, 99_710));
    assertThat(segment.blockCount()).isEqualTo(2);
    assertThat(segment.listedBlockCount()).isEqualTo(2);
    assertThat(segment.blockLength()).isEqualTo(65_536);
    assertThat(segment.blockRange(1)).isEqualTo(ContentRange.ofEnd(65_536, 99_710));
    assertThat(segment.blockHash(0).value()).isEqualTo(vector("v1.0.blockHash.0"));
    assertThat(segment.blockHash(1).value()).isEqualTo(vector("v1.0.blockHash.1"));
    assertThat(segment.hasConsistentHashes()).isTrue();
    assertKeys(segment, "v1.0.");
  }

  @Test
  void decode_version2_isTwoSegments() throws WireFormatException {
    ContentInformation information = decode("v2.contentInformation");
    assertThat(information.version()).isEqualTo(ContentVersion.V2);
    assertThat(information.algorithm()).isEqualTo(HashAlgorithm.TRUNCATED_SHA_512);
    assertThat(information.range()).isEqualTo(ContentRange.ofEnd(0, 99_710));
    assertThat(information.segments())
        .extracting(Segment::range)
        .containsExactly(ContentRange.ofEnd(0, 39_390), ContentRange.ofEnd(39_390, 99_710));
    for (int i = 0; i < 2; i++) {
      Segment segment = information.segments().get(i);
      assertThat(segment.blockCount()).isEqualTo(1);
      assertThat(segment.blockLength()).isEqualTo(segment.length());
      assertThat(segment.blockHash(0).value()).isEqualTo(vector("v2." + i + ".hashOfData"));
      assertThat(segment.hasConsistentHashes()).isTrue();
      assertKeys(segment, "v2." + i + ".");
    }
  }

  private void assertKeys(Segment segment, String prefix) {
    ServerSecret server =
        new ServerPassphrase(vector("passphrase")).serverSecret(segment.algorithm());
    assertThat(segment.hashOfData().value()).isEqualTo(vector(prefix + "hashOfData"));
    assertThat(segment.secret().value()).isEqualTo(vector(prefix + "secret"));
    assertThat(segment.id().value()).isEqualTo(vector(prefix + "id"));
    assertThat(server.segmentSecret(segment.algorithm(), segment.hashOfData()))
        .isEqualTo(segment.secret());
  }

  @Test
  void encode_allOfIt_isWhatTheServerSent() throws WireFormatException {
    for (String key : new String[] {"v1.contentInformation", "v2.contentInformation"}) {
      ContentInformation information = decode(key);
      assertThat(Bytes.copyOf(information.encode(information.range()))).isEqualTo(vector(key));
    }
  }
}
