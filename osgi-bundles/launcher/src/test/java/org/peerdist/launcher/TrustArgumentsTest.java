package org.peerdist.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadException;
import picocli.CommandLine;

class TrustArgumentsTest {
  @TempDir Path folder;

  private static ClientOptions parse(String... arguments) throws Exception {
    TrustArguments trust = new TrustArguments();
    new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(trust)).parseArgs(arguments);
    return trust.in(ClientOptions.defaults());
  }

  private static String pem(String name, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + name + "-----\n" + lines + "\n-----END " + name + "-----\n";
  }

  /** Some certificates that the runtime trusts. */
  private static String certificates(int count) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    Path cacerts = Path.of(System.getProperty("java.home"), "lib/security/cacerts");
    try (var in = Files.newInputStream(cacerts)) {
      store.load(in, null);
    }
    StringBuilder text = new StringBuilder("# some words in front\n");
    int left = count;
    for (var names = store.aliases(); left > 0; left--) {
      byte[] encoded = store.getCertificate(names.nextElement()).getEncoded();
      text.append(pem("CERTIFICATE", encoded));
    }
    return text.toString();
  }

  @Test
  void in_nothingSaid_leavesItToJava() throws Exception {
    assertThat(parse().tls()).isEmpty();
  }

  @Test
  void in_oneOrSeveralCertificates_areTrusted() throws Exception {
    for (int count : new int[] {1, 3}) {
      Path file = Files.writeString(folder.resolve("ca.pem"), certificates(count));
      assertThat(parse("--cacert", file.toString()).tls()).isPresent();
    }
  }

  @Test
  void in_noCertificate_isOneSentence() throws Exception {
    String key = pem("PRIVATE KEY", "key".getBytes(StandardCharsets.UTF_8));
    String broken = pem("CERTIFICATE", "broken".getBytes(StandardCharsets.UTF_8));
    for (String text : new String[] {"", "\n", "words", key, broken, certificates(1) + broken}) {
      Path file = Files.writeString(folder.resolve("ca.pem"), text);
      assertThatThrownBy(() -> parse("--cacert", file.toString()))
          .isInstanceOf(CommandFailure.class)
          .hasMessageStartingWith(file + " has no certificates in PEM form");
    }
    assertThatThrownBy(() -> parse("--cacert", folder.resolve("missing").toString()))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void hint_isForFailuresOfTlsOnly() {
    SSLException tls = new SSLHandshakeException("no");
    assertThat(TrustArguments.hint(new DownloadException("failed", tls))).contains("--cacert");
    assertThat(TrustArguments.hint(new IOException("failed"))).isEmpty();
  }
}
