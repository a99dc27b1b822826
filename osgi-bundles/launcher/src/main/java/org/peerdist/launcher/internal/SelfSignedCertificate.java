package org.peerdist.launcher.internal;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/** Makes a certificate for this machine that nobody but itself vouches for. */
final class SelfSignedCertificate {
  /** POLICY: RSA, since Windows 7 knows nothing else well; as long as is advised until 2030. */
  private static final int KEY_BITS = 3072;

  private static final Duration VALIDITY = Duration.ofDays(3650);
  private static final int LONGEST_COMMON_NAME = 64;
  private static final int SERIAL_BITS = 127;

  private SelfSignedCertificate() {}

  /**
   * Makes a certificate and its key.
   *
   * @param names the names and addresses of this machine, the best one first
   * @return both as PEM, the key first
   */
  static byte[] make(Collection<String> names) throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      KeyPair pair = generator.generateKeyPair();
      StringWriter text = new StringWriter();
      try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
        pem.writeObject(pair.getPrivate());
        pem.writeObject(certificate(pair, names));
      }
      return text.toString().getBytes(StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("this Java runtime can't make certificates", e);
    }
  }

  private static X509CertificateHolder certificate(KeyPair pair, Collection<String> names)
      throws IOException, OperatorCreationException {
    String best = names.iterator().next();
    X500NameBuilder subject = new X500NameBuilder(BCStyle.INSTANCE);
    subject.addRDN(BCStyle.CN, best.substring(0, Math.min(best.length(), LONGEST_COMMON_NAME)));
    // A clock that is somewhat slow must not take it for one of the future.
    Instant start = Instant.now().minus(Duration.ofDays(1));
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            subject.build(),
            new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0),
            Date.from(start),
            Date.from(start.plus(VALIDITY)),
            subject.build(),
            pair.getPublic());
    builder
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
        .addExtension(
            Extension.keyUsage,
            true,
            new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment))
        .addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
        .addExtension(Extension.subjectAlternativeName, false, alternatives(names));
    return builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()));
  }

  private static GeneralNames alternatives(Collection<String> names) {
    return new GeneralNames(
        names.stream()
            .map(
                name ->
                    new GeneralName(
                        IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName,
                        name))
            .toArray(GeneralName[]::new));
  }
}
