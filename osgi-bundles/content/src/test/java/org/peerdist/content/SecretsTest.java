package org.peerdist.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.wire.Bytes;

class SecretsTest {
  private static final Bytes LONG = Bytes.copyOf(new byte[64]);

  @Test
  void toString_ofSecrets_isRedacted() {
    Bytes hidden =
        Bytes.copyOf("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    assertThat(new ServerPassphrase(hidden)).hasToString("ServerPassphrase[redacted]");
    assertThat(new ServerSecret(hidden)).hasToString("ServerSecret[redacted]");
    assertThat(new SegmentSecret(hidden)).hasToString("SegmentSecret[redacted]");
  }

  @Test
  void toString_ofASegment_doesNotShowItsSecret() throws Exception {
    for (Bytes sample : Samples.ofEachKind()) {
      ContentInformation information = ContentInformation.decode(sample.asByteBuffer());
      Segment segment = information.segments().get(0);
      String secret = segment.secret().value().toHex();
      assertThat(segment.toString()).contains(segment.id().toString()).doesNotContain(secret);
      assertThat(information.toString()).doesNotContain(secret);
    }
  }

  @Test
  void values_ofAnyOtherLength_areRejected() {
    for (int length : new int[] {0, 20, 31, 33, 65}) {
      Bytes value = Bytes.copyOf(new byte[length]);
      assertThatThrownBy(() -> new ServerSecret(value)).hasMessageContaining(length + " bytes");
      assertThatThrownBy(() -> new SegmentSecret(value)).hasMessageContaining(length + " bytes");
      assertThatThrownBy(() -> new SegmentHashOfData(value))
          .hasMessageContaining(length + " bytes");
      assertThatThrownBy(() -> new SegmentId(value)).hasMessageContaining(length + " bytes");
      assertThatThrownBy(() -> new BlockHash(value)).hasMessageContaining(length + " bytes");
    }
    assertThatThrownBy(() -> new ServerPassphrase(Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void secrets_ofAnotherAlgorithm_areRejected() {
    SegmentHashOfData hash = new SegmentHashOfData(LONG);
    assertThatThrownBy(
            () -> new ServerSecret(LONG.first(32)).segmentSecret(HashAlgorithm.SHA_512, hash))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ServerSecret(LONG).segmentSecret(HashAlgorithm.SHA_256, hash))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new SegmentSecret(LONG.first(32)).segmentId(HashAlgorithm.SHA_512, hash))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new SegmentSecret(LONG).segmentId(HashAlgorithm.SHA_512, hash).value().length())
        .isEqualTo(64);
  }

  @Test
  void hmac_isThatOfRfc4231() {
    // RFC 4231, test case 2.
    Bytes key = Bytes.copyOf("Jefe".getBytes(StandardCharsets.US_ASCII));
    Bytes start = Bytes.copyOf("what do ya want ".getBytes(StandardCharsets.US_ASCII));
    Bytes end = Bytes.copyOf("for nothing?".getBytes(StandardCharsets.US_ASCII));
    assertThat(HashAlgorithm.SHA_256.hmac(key, start, end))
        .hasToString("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    assertThat(HashAlgorithm.SHA_384.hmac(key, start, end))
        .hasToString(
            "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
                + "8e2240ca5e69e2c78b3239ecfab21649");
    String sha512 =
        "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
            + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737";
    assertThat(HashAlgorithm.SHA_512.hmac(key, start, end)).hasToString(sha512);
    assertThat(HashAlgorithm.TRUNCATED_SHA_512.hmac(key, start, end))
        .hasToString(sha512.substring(0, 64));
  }

  @ParameterizedTest
  @EnumSource
  void segmentSecrets_ofManySegments_areThoseOfEach(HashAlgorithm algorithm) {
    ServerSecret server = new ServerPassphrase(LONG).serverSecret(algorithm);
    SegmentSecrets secrets = server.segmentSecrets(algorithm);
    for (int i = 0; i < 3; i++) {
      Bytes data = Bytes.copyOf(new byte[i]);
      SegmentHashOfData hash = new SegmentHashOfData(algorithm.hash(data.asByteBuffer()));
      assertThat(secrets.of(hash)).isEqualTo(server.segmentSecret(algorithm, hash));
    }
  }

  @Test
  void segmentSecrets_wrongLength_isRefused() {
    SegmentHashOfData hash = new SegmentHashOfData(LONG);
    assertThatThrownBy(() -> new ServerSecret(LONG).segmentSecrets(HashAlgorithm.SHA_256).of(hash))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new ServerSecret(LONG.first(32)).segmentSecrets(HashAlgorithm.SHA_256).of(hash))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
