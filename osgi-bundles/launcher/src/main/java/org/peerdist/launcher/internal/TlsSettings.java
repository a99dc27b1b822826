package org.peerdist.launcher.internal;

import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLParameters;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Which versions and ciphers of TLS a server takes. */
public final class TlsSettings {
  private static final String DISABLED = "jdk.tls.disabledAlgorithms";
  private static final List<String> OLD = List.of("TLSv1", "TLSv1.1");
  private static final String[] MODERN_PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final String[] ALL_PROTOCOLS = {"TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1"};

  /** What even the oldest client must not be given. */
  private static final String[] WEAK_CIPHERS = {
    "^.*_(NULL|anon|EXPORT|RC4|DES|DES40|3DES)_.*$", "^.*_MD5$"
  };

  private TlsSettings() {}

  /**
   * TLS 1.2 and 1.3, with ciphers that are good today.
   *
   * @param certificate the certificate of the server
   * @return settings for Jetty
   */
  public static SslContextFactory.Server modern(ServerCertificate certificate) {
    return with(certificate, new SslContextFactory.Server(), MODERN_PROTOCOLS);
  }

  /**
   * Also TLS 1.0 and 1.1 and their ciphers, as Windows 7 needs them.
   *
   * @param certificate the certificate of the server
   * @return settings for Jetty
   */
  public static SslContextFactory.Server alsoOld(ServerCertificate certificate) {
    // The JDK looks at this when TLS is first used in a process, and never again.
    Security.setProperty(DISABLED, withoutOld(Security.getProperty(DISABLED)));
    SslContextFactory.Server tls = with(certificate, new Lenient(), ALL_PROTOCOLS);
    tls.setExcludeCipherSuites(WEAK_CIPHERS);
    return tls;
  }

  /** Does not warn of each old cipher: the user has asked for them. */
  private static final class Lenient extends SslContextFactory.Server {
    @Override
    protected void checkCiphers(SSLParameters parameters) {}
  }

  private static SslContextFactory.Server with(
      ServerCertificate certificate, SslContextFactory.Server tls, String... protocols) {
    tls.setIncludeProtocols(protocols);
    tls.setKeyStore(certificate.store());
    tls.setKeyStorePassword(certificate.password());
    return tls;
  }

  /** Takes the old versions from a list of what is disabled. */
  static String withoutOld(String disabled) {
    return Arrays.stream(disabled.split(","))
        .map(String::strip)
        .filter(entry -> !OLD.contains(entry))
        .collect(Collectors.joining(", "));
  }
}
