package org.peerdist.smb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The server as impacket sees it, a client in Python, where that is installed. It speaks no SMB
 * 3.1.1 that works, neither here nor with Samba.
 */
class ImpacketTest {
  /** That of the system: another one has no packages of the system. */
  private static final String PYTHON = "/usr/bin/python3";

  @TempDir private Path folder;
  @TempDir private Path elsewhere;

  @BeforeAll
  static void isInstalled() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of(PYTHON)), PYTHON + " is not installed");
    Process process =
        new ProcessBuilder(PYTHON, "-c", "import impacket.smbconnection")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assumeTrue(process.waitFor() == 0, "impacket is not installed: python3-impacket");
  }

  private List<String> visit(RunningServer server, String dialect, String password)
      throws IOException, InterruptedException {
    Path script = elsewhere.resolve("visit.py");
    try (InputStream source = getClass().getResourceAsStream("impacket_visit.py")) {
      Files.copy(source, script);
    }
    List<String> command = new ArrayList<>(List.of(PYTHON, script.toString()));
    command.addAll(List.of(Integer.toString(server.port()), dialect));
    command.addAll(List.of(RunningServer.USER, password));
    Path output = elsewhere.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(elsewhere.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("impacket ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(output);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0210", "0300"})
  void share_visited_isReadAndChanged(String dialect) throws Exception {
    try (RunningServer server = new RunningServer(folder, options -> options)) {
      Files.writeString(folder.resolve("goes"), "");
      assertThat(visit(server, dialect, RunningServer.PASSWORD))
          .containsExactly(
              "dialect " + dialect,
              "guest False",
              "shares IPC$ data readonly sealed",
              "names . .. goes hello.txt",
              "got hello",
              "put refused c0000022",
              "left");
      assertThat(folder.resolve("goes")).doesNotExist();
      assertThat(folder.resolve("made").resolve("moved.txt")).hasContent("hello");
      assertThat(folder.resolve("made").resolve("big"))
          .hasContent("0123456789abcdef".repeat(65_536));
    }
  }

  @Test
  void login_withAnotherPassword_isRefused() throws Exception {
    try (RunningServer server = new RunningServer(folder, options -> options)) {
      assertThat(visit(server, "0300", "another"))
          .containsExactly("dialect 0300", "login refused c000006d");
      assertThat(server.failedLogins()).isEqualTo(1);
    }
  }
}
