package org.peerdist.launcher.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.EncryptionException;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** Certificates and keys as text, in all forms that are in use. */
final class PemFiles {
  /** The JDK's own lacks what encrypted keys need; this one is used here and nowhere else. */
  private static final Provider PROVIDER = new BouncyCastleProvider();

  private final List<X509Certificate> certificates = new ArrayList<>();
  private Optional<PrivateKey> key = Optional.empty();

  /** Whether some bytes look like PEM. */
  static boolean isPem(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
  }

  /**
   * Reads certificates and keys.
   *
   * @param file the name of the file, for errors
   * @param text its contents
   * @param password for an encrypted key; may be empty
   * @return this
   * @throws IOException in one sentence, if there is something wrong with them
   */
  PemFiles add(Path file, byte[] text, char[] password) throws IOException {
    String characters = new String(text, StandardCharsets.ISO_8859_1);
    try (PEMParser parser = new PEMParser(new StringReader(characters))) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        add(part, password);
      }
      return this;
    } catch (EncryptionException | PKCSException | OperatorCreationException e) {
      throw new IOException(file + ": the password of the key does not fit", e);
    } catch (PEMException | CertificateException e) {
      throw new IOException(file + ": damaged: " + e.getMessage(), e);
    }
  }

  private void add(Object part, char[] password)
      throws IOException, CertificateException, PKCSException, OperatorCreationException {
    JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
    if (part instanceof X509CertificateHolder certificate) {
      certificates.add(certificate(certificate));
    } else if (part instanceof PrivateKeyInfo info) {
      key = Optional.of(converter.getPrivateKey(info));
    } else if (part instanceof PEMKeyPair pair) {
      key = Optional.of(converter.getKeyPair(pair).getPrivate());
    } else if (part instanceof PEMEncryptedKeyPair pair) {
      PEMKeyPair opened =
          pair.decryptKeyPair(
              new JcePEMDecryptorProviderBuilder().setProvider(PROVIDER).build(password));
      key = Optional.of(converter.getKeyPair(opened).getPrivate());
    } else if (part instanceof PKCS8EncryptedPrivateKeyInfo info) {
      key =
          Optional.of(
              converter.getPrivateKey(
                  info.decryptPrivateKeyInfo(
                      new JceOpenSSLPKCS8DecryptorProviderBuilder()
                          .setProvider(PROVIDER)
                          .build(password))));
    }
  }

  private static X509Certificate certificate(X509CertificateHolder certificate)
      throws IOException, CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
  }

  /** The certificates, in their order. */
  List<X509Certificate> certificates() {
    return certificates;
  }

  /** The last key. */
  Optional<PrivateKey> key() {
    return key;
  }
}
