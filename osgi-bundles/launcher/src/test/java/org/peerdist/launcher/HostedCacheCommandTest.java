package org.peerdist.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command says when it can't start. */
final class HostedCacheCommandTest {
  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  private int run(String... options) {
    String[] all = new String[options.length + 4];
    all[0] = "--state";
    all[1] = folder.resolve("state").toString();
    all[2] = "--https-listen";
    all[3] = "127.0.0.1:0";
    System.arraycopy(options, 0, all, 4, options.length);
    CommandLine line = Main.commandLine(new HostedCacheCommand());
    return line.setErr(new PrintWriter(err, true)).execute(all);
  }

  private void assertSays(String line) {
    assertThat(err.toString().lines().filter(l -> l.contains(line))).hasSize(1);
  }

  @Test
  void run_withContradictingOptions_isWrongUsage() throws Exception {
    String file = Files.createFile(folder.resolve("file")).toString();
    assertThat(run("--tls-key", file)).isEqualTo(2);
    assertSays("--tls-key and --tls-password-file go with --tls-certificate");
    assertThat(run("--https-users", file, "--https-keytab", file)).isEqualTo(2);
    assertSays("--https-users and --https-keytab exclude each other");
    assertThat(run("--https-service", "HTTP/a")).isEqualTo(2);
    assertThat(run("--https-keytab", file, "--https-service", "a")).isEqualTo(2);
    assertThat(run("--max-uploads", "0", "--no-https")).isEqualTo(2);
    assertSays("upload limit 0 is less than 1");
  }

  @Test
  void run_withFilesThatAreNotThere_fails() {
    for (String option : new String[] {"--tls-certificate", "--https-users", "--https-keytab"}) {
      String file = folder.resolve("missing" + option).toString();
      assertThat(run(option, file)).isEqualTo(1);
      assertSays(file + ": no such file or folder");
    }
  }

  @Test
  void run_onPortInUse_failsInOneLine() throws Exception {
    try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + used.getLocalPort();
      assertThat(run("--no-https", "--listen", address)).isEqualTo(1);
      assertThat(err.toString().lines()).hasSize(1);
      assertSays("peerdist: cannot listen on " + address + ": Address already in use");
    }
  }
}
