package org.peerdist.launcher.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.peerdist.hashgen.KeptFile;

/** The certificate of an HTTPS server with its key. */
public final class ServerCertificate {
  private final KeyStore store;
  private final char[] password;
  private final X509Certificate certificate;

  private ServerCertificate(PrivateKey key, List<X509Certificate> chain)
      throws IOException, GeneralSecurityException {
    this.certificate = chain.get(0);
    this.password = randomPassword();
    this.store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("server", key, password, chain.toArray(new X509Certificate[0]));
  }

  /** The store stays in memory, but the JDK wants one. */
  private static char[] randomPassword() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes).toCharArray();
  }

  /**
   * Reads a certificate that was given.
   *
   * @param file PEM with the certificate, followed by those that vouch for it, and perhaps the key;
   *     or PKCS#12
   * @param keyFile PEM with the key, if it is in a file of its own
   * @param password for PKCS#12 or an encrypted key; may be empty
   * @return the certificate
   * @throws IOException in one sentence, if it can't be used
   */
  public static ServerCertificate read(Path file, Optional<Path> keyFile, char[] password)
      throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      if (!PemFiles.isPem(bytes)) {
        return ofStore(file, bytes, password);
      }
      PemFiles found = new PemFiles().add(file, bytes, password);
      if (keyFile.isPresent()) {
        found.add(keyFile.get(), Files.readAllBytes(keyFile.get()), password);
      }
      return ofPem(file, found);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": not a certificate that can be used: " + e.getMessage(), e);
    }
  }

  private static ServerCertificate ofPem(Path file, PemFiles found)
      throws IOException, GeneralSecurityException {
    if (found.certificates().isEmpty()) {
      throw new IOException(file + ": no certificate in it");
    }
    PrivateKey key =
        found.key().orElseThrow(() -> new IOException(file + ": no key in it, and none beside it"));
    return checked(file, key, found.certificates());
  }

  private static ServerCertificate ofStore(Path file, byte[] bytes, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore given = KeyStore.getInstance("PKCS12");
    try {
      given.load(new ByteArrayInputStream(bytes), password);
    } catch (IOException e) {
      throw new IOException(file + ": neither PEM nor PKCS#12, or the password does not fit", e);
    }
    for (String alias : Collections.list(given.aliases())) {
      if (given.isKeyEntry(alias)) {
        List<X509Certificate> chain =
            Arrays.stream(given.getCertificateChain(alias))
                .map(X509Certificate.class::cast)
                .toList();
        return checked(file, (PrivateKey) given.getKey(alias, password), chain);
      }
    }
    throw new IOException(file + ": no key in it");
  }

  private static ServerCertificate checked(Path file, PrivateKey key, List<X509Certificate> chain)
      throws IOException, GeneralSecurityException {
    if (!belongTogether(key, chain.get(0).getPublicKey())) {
      throw new IOException(file + ": the key is not that of the first certificate");
    }
    return new ServerCertificate(key, chain);
  }

  private static boolean belongTogether(PrivateKey key, PublicKey publicKey)
      throws GeneralSecurityException {
    if (!key.getAlgorithm().equals(publicKey.getAlgorithm())) {
      return false;
    }
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] message = new byte[32];
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(message);
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(publicKey);
    verifier.update(message);
    return verifier.verify(signer.sign());
  }

  /**
   * Reads the certificate that this program has made for itself, or makes it.
   *
   * @param file where it is kept with its key, readable for its owner only
   * @param names the names and addresses of this machine, the best one first; used when it is made
   * @return the certificate
   * @throws IOException if it can't be kept, or there is something else
   */
  public static ServerCertificate selfSigned(Path file, Collection<String> names)
      throws IOException {
    byte[] pem = new KeptFile(file).read(() -> SelfSignedCertificate.make(names));
    try {
      return ofPem(file, new PemFiles().add(file, pem, new char[0]));
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": can't be used, remove it: " + e.getMessage(), e);
    }
  }

  /**
   * The certificate for those who have to trust it.
   *
   * @return PEM, without the key
   */
  public byte[] pem() {
    try {
      String text =
          Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
      return ("-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n")
          .getBytes(StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate without an encoded form", e);
    }
  }

  /**
   * Whether its time is over, or yet to come.
   *
   * @return true if clients won't take it now
   */
  public boolean isExpired() {
    try {
      certificate.checkValidity();
      return false;
    } catch (GeneralSecurityException e) {
      return true;
    }
  }

  /**
   * What a person compares.
   *
   * @return the SHA-256 of the certificate, as {@code openssl x509 -fingerprint -sha256} prints it
   */
  public String fingerprint() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").formatHex(hash).toUpperCase(Locale.ROOT);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks SHA-256", e);
    }
  }

  /** The store with the key. */
  KeyStore store() {
    return store;
  }

  /** The password of the store. */
  String password() {
    return new String(password);
  }
}
