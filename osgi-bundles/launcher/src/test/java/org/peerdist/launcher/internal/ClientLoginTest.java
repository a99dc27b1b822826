package org.peerdist.launcher.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.HttpRetryException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivilegedAction;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.content.SegmentId;
import org.peerdist.hostedcache.HostedCacheAddress;
import org.peerdist.hostedcache.HostedCacheVersion;
import org.peerdist.hostedcache.HttpOfferTransport;
import org.peerdist.hostedcache.InitialOffer;
import org.peerdist.hostedcache.OfferTransportSettings;
import org.peerdist.hostedcache.ResponseCode;
import org.peerdist.jetty.service.ClientLogin;
import org.peerdist.jetty.service.HostedCacheService;
import org.peerdist.retrieval.Answer;
import org.peerdist.wire.Bytes;

/** SPEC [MS-PCHC] 2.1, 3.2.5.3: a hosted cache that wants its clients authenticated, over HTTPS. */
@Timeout(120)
final class ClientLoginTest {
  private static final ByteBuffer OFFER =
      new InitialOffer(1337, new SegmentId(Bytes.ofHex("ab".repeat(32)))).encode();
  private static final OfferTransportSettings PATIENT =
      OfferTransportSettings.DEFAULT.withTimeout(Duration.ofSeconds(50));

  /** The first message of NTLM, which Windows sends where it has no ticket. */
  private static final String NTLM =
      "Negotiate TlRMTVNTUAABAAAAl4II4gAAAAAAAAAAAAAAAAAAAAAKAGFKAAAADw==";

  /** SPNEGO that offers NTLM alone. */
  private static final String SPNEGO =
      "Negotiate YEAGBisGAQUFAqA2MDSgDjAMBgorBgEEAYI3AgIKoiIEIE5UTE1TU1AAAQAAAJeCCOIAAAAAAAAAAAAAAAAA"
          + "AAAA";

  @TempDir private Path folder;
  private ContentCache cache;
  private HostedCacheService hosted;
  private ServerCertificate certificate;

  @BeforeEach
  void open() throws IOException {
    cache = ContentCache.open(folder.resolve("cache"), CacheOptions.ofMaxBytes(2_000_000));
    hosted = HostedCacheService.create(cache);
    certificate =
        ServerCertificate.selfSigned(folder.resolve("own.pem"), List.of("localhost", "127.0.0.1"));
  }

  @AfterEach
  void close() throws IOException {
    hosted.close();
    cache.close();
  }

  private HostedCacheAddress listen(ClientLogin login) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    hosted.listenTls("localhost", any, TlsSettings.modern(certificate), login::guard);
    int port = URI.create(hosted.urls().get(0)).getPort();
    return new HostedCacheAddress(HostedCacheVersion.V1, "localhost", port);
  }

  private SSLContext trust() throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(
        "cache",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate.pem())));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private static Answer<ByteBuffer> offer(
      HostedCacheAddress address, OfferTransportSettings settings) {
    return HttpOfferTransport.create(settings).exchange(address, OFFER);
  }

  private static void assertTaken(Answer<ByteBuffer> answer) {
    assertThat(answer).isEqualTo(new Answer.Given<>(ResponseCode.INTERESTED.encode()));
  }

  private static void assertUnauthorized(Answer<ByteBuffer> answer) {
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    assertThat(((Answer.Failed<ByteBuffer>) answer).reason()).contains("401");
  }

  private static PasswordAuthentication user(String name, String password) {
    return new PasswordAuthentication(name, password.toCharArray());
  }

  @Test
  void none_takesAll_whoTrustTheCertificate() throws Exception {
    HostedCacheAddress address = listen(ClientLogin.NONE);
    assertTaken(offer(address, PATIENT.withTls(trust())));
    assertThat(offer(address, PATIENT)).as("not trusted").isInstanceOf(Answer.Failed.class);
  }

  @Test
  void basic_takesThoseInTheFile() throws Exception {
    Path users = Files.writeString(folder.resolve("users"), "ann: secret\n");
    HostedCacheAddress address = listen(ClientLogin.basic(users));
    OfferTransportSettings settings = PATIENT.withTls(trust());
    assertUnauthorized(offer(address, settings));
    assertUnauthorized(offer(address, settings.withLogin(user("ann", "guess"))));
    assertUnauthorized(offer(address, settings.withLogin(user("eve", "secret"))));
    assertTaken(offer(address, settings.withLogin(user("ann", "secret"))));
  }

  @Test
  void kerberos_takesThoseOfTheDomain() throws Exception {
    SimpleKdcServer kdc = startKdc();
    try {
      File kerberos = new File(kdc.getWorkDir(), "krb5.conf");
      System.setProperty("java.security.krb5.conf", kerberos.toString());
      Path serviceKeys = keytab(kdc, "HTTP/localhost@EXAMPLE.TEST");
      Path userKeys = keytab(kdc, "ann@EXAMPLE.TEST");
      HostedCacheAddress address = listen(ClientLogin.kerberos(serviceKeys, "HTTP", "localhost"));
      OfferTransportSettings settings = PATIENT.withTls(trust());
      // By another name: Java remembers of each host whether it has tickets for it.
      assertUnauthorized(
          offer(new HostedCacheAddress(address.version(), "127.0.0.1", address.port()), settings));
      for (String token :
          new String[] {"", "Negotiate", "Negotiate ", "Negotiate =", NTLM, SPNEGO}) {
        assertThat(status(address, token)).as(token).isEqualTo(401);
      }
      Subject ann = login("ann@EXAMPLE.TEST", userKeys);
      PrivilegedAction<Answer<ByteBuffer>> action = () -> offer(address, settings);
      assertTaken(Subject.doAs(ann, action));
    } finally {
      System.clearProperty("java.security.krb5.conf");
      kdc.stop();
    }
  }

  private int status(HostedCacheAddress address, String authorization) throws Exception {
    HttpsURLConnection connection = (HttpsURLConnection) address.uri().toURL().openConnection();
    connection.setSSLSocketFactory(trust().getSocketFactory());
    connection.setDoOutput(true);
    // Without a chance for Java to answer by itself.
    connection.setFixedLengthStreamingMode(OFFER.remaining());
    connection.setRequestProperty("Authorization", authorization);
    connection.getOutputStream().write(Bytes.copyOf(OFFER).toByteArray());
    try {
      return connection.getResponseCode();
    } catch (HttpRetryException e) {
      return e.responseCode();
    }
  }

  /** Another program may take the port before the KDC does. */
  private SimpleKdcServer startKdc() throws Exception {
    for (int left = 9; ; left--) {
      SimpleKdcServer kdc = new SimpleKdcServer();
      kdc.setKdcHost("127.0.0.1");
      kdc.setKdcRealm("EXAMPLE.TEST");
      kdc.setKdcTcpPort(freePort());
      kdc.setAllowUdp(false);
      kdc.setWorkDir(Files.createDirectory(folder.resolve("kdc" + left)).toFile());
      try {
        kdc.init();
        kdc.start();
        return kdc;
      } catch (KrbException e) {
        if (left == 0) {
          throw e;
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Path keytab(SimpleKdcServer kdc, String principal) throws Exception {
    kdc.createPrincipal(principal);
    Path file = folder.resolve(principal.replace('/', '-'));
    kdc.exportPrincipal(principal, file.toFile());
    return file;
  }

  private static Subject login(String principal, Path keytab) throws Exception {
    Configuration configuration =
        new Configuration() {
          @Override
          public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
            Map<String, String> options =
                Map.of(
                    "useKeyTab",
                    "true",
                    "keyTab",
                    keytab.toString(),
                    "principal",
                    principal,
                    "doNotPrompt",
                    "true");
            return new AppConfigurationEntry[] {
              new AppConfigurationEntry(
                  "com.sun.security.auth.module.Krb5LoginModule",
                  AppConfigurationEntry.LoginModuleControlFlag.REQUIRED,
                  options)
            };
          }
        };
    LoginContext context = new LoginContext("test", new Subject(), null, configuration);
    context.login();
    return context.getSubject();
  }
}
