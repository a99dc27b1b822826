package org.peerdist.smb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server as Samba's client sees it, where that is installed. */
class SmbclientTest {
  private static final String LOGIN = RunningServer.USER + "%" + RunningServer.PASSWORD;

  @TempDir private Path folder;
  @TempDir private Path elsewhere;

  private record Run(int code, String output) {}

  @BeforeAll
  static void isInstalled() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/smbclient")), "smbclient is not installed");
  }

  private Run run(RunningServer server, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/usr/bin/smbclient", "-s", "/dev/null"));
    command.addAll(List.of("-p", Integer.toString(server.port())));
    command.addAll(List.of(arguments));
    Path output = elsewhere.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(elsewhere.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("smbclient ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), Files.readString(output));
  }

  private RunningServer server(UnaryOperator<ShareServerOptions> change) throws IOException {
    return new RunningServer(folder, change);
  }

  @ParameterizedTest
  @CsvSource({
    "SMB2_10, off",
    "SMB2_10, sign",
    "SMB3_00, sign",
    "SMB3_00, encrypt",
    "SMB3_02, off",
    "SMB3_02, encrypt",
    "SMB3_11, off",
    "SMB3_11, sign",
    "SMB3_11, encrypt"
  })
  void share_putAndGot_hasTheSameBytes(String dialect, String protection) throws Exception {
    byte[] bytes = new byte[5_000_003];
    new Random(1).nextBytes(bytes);
    Files.write(elsewhere.resolve("big"), bytes);
    try (RunningServer server = server(options -> options)) {
      Run run =
          run(
              server,
              "-U",
              LOGIN,
              "-m",
              dialect,
              "--client-protection=" + protection,
              "//127.0.0.1/data",
              "-c",
              "mkdir d; cd d; put big one; ls; rename one two; get two back; rm two; cd ..; rmdir d");
      assertThat(run).as(run.output).extracting(Run::code).isEqualTo(0);
      assertThat(run.output).contains("5000003").doesNotContain("NT_STATUS");
      assertThat(elsewhere.resolve("back")).hasBinaryContent(bytes);
      assertThat(folder).isDirectoryNotContaining("glob:**/d");
    }
  }

  @Test
  void list_ofShares_namesThem() throws Exception {
    try (RunningServer server = server(options -> options)) {
      Run run = run(server, "-U", LOGIN, "-L", "//127.0.0.1");
      assertThat(run.output)
          .containsPattern("data +Disk +the data")
          .containsPattern("readonly +Disk")
          .containsPattern("IPC\\$ +IPC");
    }
  }

  @Test
  void clientThatBeginsWithSmb1_isAnsweredInSmb2() throws Exception {
    try (RunningServer server = server(options -> options)) {
      Run run =
          run(
              server,
              "-U",
              LOGIN,
              "--option=clientminprotocol=NT1",
              "//127.0.0.1/data",
              "-c",
              "ls");
      assertThat(run.output).contains("hello.txt");
    }
  }

  @ParameterizedTest
  @CsvSource({"alice%wrong", "bob%x", "%"})
  void login_ofOthers_isRefused(String login) throws Exception {
    try (RunningServer server = server(options -> options)) {
      Run run = run(server, "-U", login, "//127.0.0.1/data", "-c", "ls");
      assertThat(run.code).isNotZero();
      assertThat(run.output).contains("NT_STATUS_LOGON_FAILURE");
    }
  }

  @Test
  void guest_whereAllowed_readsAndDoesNotWrite() throws Exception {
    Files.writeString(elsewhere.resolve("big"), "x");
    try (RunningServer server = server(options -> options.withGuests(true))) {
      Run run = run(server, "-N", "//127.0.0.1/data", "-c", "ls; put big new");
      assertThat(run.output).contains("hello.txt").contains("NT_STATUS_");
      assertThat(folder.resolve("new")).doesNotExist();
    }
  }

  @Test
  void encryptedShare_of21_isRefused() throws Exception {
    try (RunningServer server = server(options -> options)) {
      assertThat(run(server, "-U", LOGIN, "//127.0.0.1/sealed", "-c", "ls").output)
          .contains("hello.txt");
      assertThat(run(server, "-U", LOGIN, "-m", "SMB2_10", "//127.0.0.1/sealed", "-c", "ls").output)
          .contains("NT_STATUS_ACCESS_DENIED");
    }
  }
}
