package org.peerdist.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.peerdist.jetty.service.ClientLogin;
import org.peerdist.jetty.service.MachineNames;
import org.peerdist.launcher.internal.ServerCertificate;
import org.peerdist.launcher.internal.TlsSettings;
import picocli.CommandLine.Option;

/** The options for HTTPS. */
final class HttpsArguments {
  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      order = 40,
      description = {
        "The certificate for HTTPS: PEM with its chain, or PKCS#12. Without",
        "it, one is made that nobody vouches for; it is kept in the state",
        "folder, and its fingerprint is shown."
      })
  private Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      order = 41,
      description = "Its key (PEM), if that is in a file of its own.")
  private Path key;

  @Option(
      names = "--tls-password-file",
      paramLabel = "FILE",
      order = 42,
      description = "A file with the password of the key in its first line.")
  private Path passwordFile;

  @Option(
      names = "--allow-old-tls",
      order = 43,
      description = {
        "Also takes TLS 1.0 and 1.1 and their ciphers, which are no longer",
        "safe. Windows 7 needs them, unless TLS 1.2 was switched on there."
      })
  private boolean old;

  @Option(
      names = "--https-users",
      paramLabel = "FILE",
      order = 44,
      description = {
        "Takes offers over HTTPS only with a name and a password (HTTP Basic)",
        "of this file, which has lines 'name: password'. Windows clients",
        "can't do that: for them there is Kerberos."
      })
  private Path users;

  @Option(
      names = "--https-keytab",
      paramLabel = "FILE",
      order = 45,
      description = {
        "Takes offers over HTTPS only from clients that the domain knows",
        "(SPNEGO with Kerberos, no NTLM). The keytab is that of",
        "--https-service; Kerberos is set up by /etc/krb5.conf."
      })
  private Path keytab;

  @Option(
      names = "--https-service",
      paramLabel = "HTTP/HOST",
      order = 46,
      description = "The principal of the keytab (default: HTTP/ and this machine's name).")
  private String service;

  /**
   * Who may offer.
   *
   * @throws IllegalArgumentException in one sentence, if the options contradict each other
   */
  ClientLogin login() throws IOException {
    if (users != null && keytab != null) {
      throw new IllegalArgumentException("--https-users and --https-keytab exclude each other");
    }
    if (service != null && (keytab == null || !service.matches("[^/@]+/[^/@]+"))) {
      throw new IllegalArgumentException(
          "--https-service is the principal of --https-keytab, such as HTTP/cache.example.org");
    }
    if (users != null) {
      return ClientLogin.basic(readable(users));
    } else if (keytab != null) {
      String principal = service == null ? "HTTP/" + MachineNames.all().get(0) : service;
      String[] parts = principal.split("/", 2);
      return ClientLogin.kerberos(readable(keytab), parts[0], parts[1]);
    }
    return ClientLogin.NONE;
  }

  private static Path readable(Path file) throws IOException {
    Files.newInputStream(file).close();
    return file;
  }

  /**
   * What TLS needs; a certificate is made if none was given.
   *
   * @param state where it is kept
   * @param err where its fingerprint is told
   * @throws IllegalArgumentException in one sentence, if the options contradict each other
   */
  SslContextFactory.Server tls(StateFolder state, PrintWriter err) throws IOException {
    ServerCertificate server = certificate == null ? ownCertificate(state, err) : given(err);
    if (!old) {
      return TlsSettings.modern(server);
    }
    err.println("peerdist: TLS 1.0 and 1.1 are taken, which are no longer safe");
    err.flush();
    return TlsSettings.alsoOld(server);
  }

  private ServerCertificate given(PrintWriter err) throws IOException {
    ServerCertificate server =
        ServerCertificate.read(certificate, Optional.ofNullable(key), password());
    tell(err, "the HTTPS certificate is " + certificate, server);
    return server;
  }

  private char[] password() throws IOException {
    if (passwordFile == null) {
      return new char[0];
    }
    List<String> lines = Files.readAllLines(passwordFile, StandardCharsets.UTF_8);
    return lines.isEmpty() ? new char[0] : lines.get(0).toCharArray();
  }

  private ServerCertificate ownCertificate(StateFolder state, PrintWriter err) throws IOException {
    if (key != null || passwordFile != null) {
      throw new IllegalArgumentException(
          "--tls-key and --tls-password-file go with --tls-certificate");
    }
    Path folder = state.create();
    ServerCertificate server =
        ServerCertificate.selfSigned(folder.resolve("hosted-cache.pem"), MachineNames.all());
    Path shown = folder.resolve("hosted-cache.crt");
    Files.write(shown, server.pem());
    tell(err, "clients have to trust the HTTPS certificate " + shown, server);
    return server;
  }

  private static void tell(PrintWriter err, String what, ServerCertificate server) {
    err.println("peerdist: " + what + ", SHA-256 fingerprint " + server.fingerprint());
    if (server.isExpired()) {
      err.println("peerdist: this certificate has expired or is not valid yet");
    }
    err.flush();
  }
}
