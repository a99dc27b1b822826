package org.peerdist.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.peerdist.client.ClientOptions;
import picocli.CommandLine.Option;

/** The option that says which https origins and hosted caches to trust. */
final class TrustArguments {
  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      order = 75,
      description = {
        "Trusts https origins and hosted caches with a certificate that one of these issued,",
        "in PEM form (default: whom Java trusts)."
      })
  private Path file;

  /**
   * Adds whom to trust to the settings of a client.
   *
   * @throws CommandFailure if the file has no certificates
   * @throws IOException if the file can't be read
   */
  ClientOptions in(ClientOptions options) throws CommandFailure, IOException {
    if (file == null) {
      return options;
    }
    try {
      return options.withTls(context(certificates()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private Collection<? extends Certificate> certificates() throws CommandFailure, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new CommandFailure(file + " has no certificates in PEM form");
      }
      return certificates;
    } catch (CertificateException e) {
      throw new CommandFailure(
          file + " has no certificates in PEM form, or broken ones: " + e.getMessage(), e);
    }
  }

  private static SSLContext context(Collection<? extends Certificate> trusted)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : trusted) {
      store.setCertificateEntry("trusted-" + number++, certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** What to do about a failure, if it is one of TLS. */
  static String hint(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return "; --cacert FILE says whose certificates to trust";
      }
    }
    return "";
  }
}
