package org.peerdist.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A real DNS server on a host of a branch: dnsmasq, which knows what it is told and nothing else.
 */
final class NameServer implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/dnsmasq");

  private final Process process;

  private NameServer(Process process) {
    this.process = process;
  }

  /** Whether this machine has the program. */
  static boolean isPossible() {
    return Files.isExecutable(PROGRAM);
  }

  /**
   * Starts it, and waits until it answers.
   *
   * @param settings what it knows, in the words of dnsmasq, without the dashes
   */
  static NameServer start(Branch.Host host, List<String> settings) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of("ip", "netns", "exec", host.namespace(), PROGRAM.toString(), "--user=root"));
    line.addAll(List.of("--keep-in-foreground", "--conf-file", "--no-resolv", "--no-hosts"));
    line.addAll(List.of("--pid-file", "--log-facility=-", "--local=/example/"));
    settings.forEach(setting -> line.add("--" + setting));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    BufferedReader log =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String said = log.readLine();
    while (said != null && !said.contains("started")) {
      said = log.readLine();
    }
    if (said == null) {
      throw new IOException("dnsmasq does not start");
    }
    return new NameServer(process);
  }

  /** Lets it take questions, and answer none of them. */
  void freeze() throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    if (new ProcessBuilder("kill", "-STOP", pid).start().waitFor() != 0) {
      throw new IOException("dnsmasq can't be stopped");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
