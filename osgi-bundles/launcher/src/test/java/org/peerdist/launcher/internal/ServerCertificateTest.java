package org.peerdist.launcher.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.jetty.service.MachineNames;

final class ServerCertificateTest {
  private static final List<String> NAMES = List.of("cache.example", "192.0.2.7", "2001:db8::1");
  private static final char[] PASSWORD = "correct horse".toCharArray();
  private static final char[] NONE = new char[0];

  private static PrivateKey key;
  private static X509Certificate certificate;
  private static X509Certificate other;

  @TempDir private Path folder;

  @BeforeAll
  static void makeCertificates() throws IOException {
    PemFiles one = new PemFiles().add(Path.of("a"), SelfSignedCertificate.make(NAMES), NONE);
    key = one.key().orElseThrow();
    certificate = one.certificates().get(0);
    PemFiles two = new PemFiles().add(Path.of("b"), SelfSignedCertificate.make(NAMES), NONE);
    other = two.certificates().get(0);
  }

  private Path pem(String name, Object... parts) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object part : parts) {
        writer.writeObject(part);
      }
    }
    return Files.writeString(folder.resolve(name), text.toString());
  }

  private Path store(String name, KeyStore.Entry entry) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    KeyStore.ProtectionParameter protection =
        entry instanceof KeyStore.PrivateKeyEntry
            ? new KeyStore.PasswordProtection(PASSWORD)
            : null;
    store.setEntry("entry", entry, protection);
    Path file = folder.resolve(name);
    try (var out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
    return file;
  }

  private static void assertReads(Path file, Optional<Path> keyFile, char[] password)
      throws Exception {
    ServerCertificate read = ServerCertificate.read(file, keyFile, password);
    KeyStore store = read.store();
    String alias = store.aliases().nextElement();
    assertThat(store.getKey(alias, read.password().toCharArray())).isEqualTo(key);
    assertThat(store.getCertificateChain(alias)[0]).isEqualTo(certificate);
  }

  @Test
  void read_pemInOneFileOrTwo() throws Exception {
    assertReads(pem("both", certificate, key), Optional.empty(), NONE);
    assertReads(pem("keyFirst", key, certificate), Optional.empty(), NONE);
    assertReads(pem("cert", certificate), Optional.of(pem("key", key)), NONE);
  }

  @Test
  void read_pemWithChain_keepsIt() throws Exception {
    ServerCertificate read =
        ServerCertificate.read(pem("chain", certificate, other, key), Optional.empty(), NONE);
    Certificate[] chain = read.store().getCertificateChain("server");
    assertThat(chain).containsExactly(certificate, other);
  }

  @Test
  void read_keyOfAnyForm() throws Exception {
    Path cert = pem("cert", certificate);
    Path pkcs8 = pem("pkcs8", new JcaPKCS8Generator(key, null));
    assertReads(cert, Optional.of(pkcs8), NONE);
    var encryptor =
        new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
            .setProvider(new BouncyCastleProvider())
            .setPassword(PASSWORD)
            .build();
    Path encrypted = pem("encrypted", new JcaPKCS8Generator(key, encryptor));
    assertReads(cert, Optional.of(encrypted), PASSWORD);
    assertThatThrownBy(
            () -> ServerCertificate.read(cert, Optional.of(encrypted), "wrong".toCharArray()))
        .isInstanceOf(IOException.class)
        .hasMessage(encrypted + ": the password of the key does not fit");
  }

  @Test
  void read_keyEncryptedTheOldWay() throws Exception {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(
          key,
          new JcePEMEncryptorBuilder("AES-128-CBC")
              .setProvider(new BouncyCastleProvider())
              .build(PASSWORD));
    }
    Path old = Files.writeString(folder.resolve("old"), text.toString());
    assertReads(pem("cert", certificate), Optional.of(old), PASSWORD);
    assertThatThrownBy(
            () ->
                ServerCertificate.read(
                    pem("cert", certificate), Optional.of(old), "wrong".toCharArray()))
        .hasMessage(old + ": the password of the key does not fit");
  }

  @Test
  void read_pkcs12() throws Exception {
    Certificate[] chain = {certificate};
    Path file = store("server.p12", new KeyStore.PrivateKeyEntry(key, chain));
    assertReads(file, Optional.empty(), PASSWORD);
    assertThatThrownBy(() -> ServerCertificate.read(file, Optional.empty(), NONE))
        .hasMessage(file + ": neither PEM nor PKCS#12, or the password does not fit");
    Path trusted = store("trusted.p12", new KeyStore.TrustedCertificateEntry(certificate));
    assertThatThrownBy(() -> ServerCertificate.read(trusted, Optional.empty(), PASSWORD))
        .hasMessage(trusted + ": no key in it");
  }

  @Test
  void read_whatCantBeUsed_saysWhy() throws Exception {
    Path cert = pem("cert", certificate);
    Path keyOnly = pem("key", key);
    Path wrong = pem("wrong", other);
    assertThatThrownBy(() -> ServerCertificate.read(cert, Optional.empty(), NONE))
        .hasMessage(cert + ": no key in it, and none beside it");
    assertThatThrownBy(() -> ServerCertificate.read(keyOnly, Optional.empty(), NONE))
        .hasMessage(keyOnly + ": no certificate in it");
    assertThatThrownBy(() -> ServerCertificate.read(wrong, Optional.of(keyOnly), NONE))
        .hasMessage(wrong + ": the key is not that of the first certificate");
    Path empty = Files.write(folder.resolve("empty"), new byte[0]);
    assertThatThrownBy(() -> ServerCertificate.read(empty, Optional.empty(), NONE))
        .hasMessageContaining("neither PEM nor PKCS#12");
    Path damaged =
        Files.writeString(
            folder.resolve("damaged"), Files.readString(cert).replaceFirst("MII", "MIA"));
    assertThatThrownBy(() -> ServerCertificate.read(damaged, Optional.of(keyOnly), NONE))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(damaged + ": ");
  }

  @Test
  void selfSigned_isMadeOnce_forItsOwnerOnly() throws Exception {
    Path file = folder.resolve("own.pem");
    ServerCertificate first = ServerCertificate.selfSigned(file, NAMES);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    ServerCertificate second = ServerCertificate.selfSigned(file, List.of("another"));
    assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
    assertThat(second.isExpired()).isFalse();
    assertReadsAgain(first);
  }

  private static void assertReadsAgain(ServerCertificate made) throws Exception {
    Certificate shown =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(made.pem()));
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(shown.getEncoded());
    assertThat(made.fingerprint().replace(":", "").toLowerCase(Locale.ROOT))
        .isEqualTo(HexFormat.of().formatHex(hash));
    assertThat(new String(made.pem(), StandardCharsets.US_ASCII)).doesNotContain("PRIVATE");
  }

  @Test
  void selfSigned_namesTheMachine() throws Exception {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    assertThat(names.toString())
        .contains("cache.example")
        .contains("192.0.2.7")
        .contains("2001:db8:0:0:0:0:0:1");
    assertThat(certificate.getSubjectX500Principal()).hasToString("CN=cache.example");
    assertThat(certificate.getBasicConstraints()).as("it vouches for nobody").isEqualTo(-1);
    certificate.verify(certificate.getPublicKey());
  }

  @Test
  void names_ofThisMachine_haveLoopback() throws IOException {
    assertThat(MachineNames.all()).contains("localhost", "127.0.0.1").doesNotContain("");
  }
}
