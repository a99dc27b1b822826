package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A share of which the files are on a Samba server, which gives no hashes of its own. */
@Timeout(180)
class GatewayIT {
  private static final int SIZE = 20_000_000;
  private static final String SMBCLIENT = "/usr/bin/smbclient";

  @TempDir private Path folder;
  private final Commands commands = Commands.of(Path.of(System.getProperty("peerdist.launcher")));
  private final byte[] content = new byte[SIZE];
  private Path inner;
  private Samba samba;

  @BeforeEach
  void prepare() throws IOException, InterruptedException {
    new Random(6).nextBytes(content);
    Path files = Files.createDirectory(folder.resolve("files"));
    inner = Files.createDirectory(files.resolve("inner"));
    Files.write(inner.resolve("data.bin"), content);
    samba = Samba.start(folder.resolve("samba"), files);
    Path password = Files.writeString(folder.resolve("password"), "Gehe1m\n");
    Commands.Ended made =
        commands.end(
            commands.peerdist(
                "share-user", "anna", "--password-file", password, "--state", state("gateway")));
    assertThat(made).isEqualTo(new Commands.Ended(0, "", ""));
  }

  @AfterEach
  void stop() {
    if (samba != null) {
      samba.close();
    }
  }

  private Path state(String name) {
    return folder.resolve("state-" + name);
  }

  private Commands.Service gateway(String... more) throws IOException {
    String remote = "smb://127.0.0.1:" + samba.port() + "/data/inner";
    List<Object> line =
        new ArrayList<>(List.of("share", "Data=" + remote, "--listen", "127.0.0.1:0"));
    line.addAll(List.of("--state", state("gateway")));
    line.addAll(List.of(more));
    return commands.serve(line.toArray());
  }

  private JsonNode get(String client, Commands.Service share)
      throws IOException, InterruptedException {
    String url = "smb://anna@" + share.address() + "/data.bin";
    List<String> line =
        new ArrayList<>(
            commands.peerdist("get", url, "-o", folder.resolve("out"), "--json", "--no-discovery"));
    line.addAll(List.of("--state", state(client).toString(), "--hash-latency", "0"));
    line.addAll(List.of("--password-file", folder.resolve("password").toString()));
    Commands.Ended ended = commands.end(line);
    assertThat(ended.errors()).isEmpty();
    assertThat(ended.status()).isZero();
    assertThat(folder.resolve("out")).hasBinaryContent(content);
    return new ObjectMapper().readTree(ended.output());
  }

  @Test
  void get_fromTheGateway_comesFromTheOwnCacheTheSecondTime()
      throws IOException, InterruptedException {
    try (Commands.Service share = gateway("--publish", "--read-only")) {
      // Hashes are made some seconds after the last change of the file.
      JsonNode first = get("one", share);
      for (int i = 0; i < 60 && first.get("hashBytes").asLong() == 0; i++) {
        first = get("one", share);
      }
      assertThat(first.get("hashBytes").asLong()).as(first.toString()).isPositive();
      JsonNode second = get("one", share);
      assertThat(second.get("fromCache").asLong()).as(second.toString()).isEqualTo(SIZE);

      samba.endConnections();
      JsonNode other = get("two", share);
      assertThat(other.get("fromOrigin").asLong()).as(other.toString()).isEqualTo(SIZE);
      assertThat(other.get("hashBytes").asLong()).as(other.toString()).isPositive();
    }
  }

  @Test
  void smbclient_throughTheGateway_writesRenamesListsAndDeletes()
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of(SMBCLIENT)), "smbclient is not installed");
    Path local = Files.writeString(folder.resolve("local"), "from a client\n");
    try (Commands.Service share = gateway()) {
      String all =
          String.join(
              "; ",
              "mkdir made",
              "put " + local + " made\\new.txt",
              "rename made\\new.txt made\\renamed.txt",
              "ls made\\*",
              "allinfo made\\renamed.txt",
              "get data.bin " + folder.resolve("copy"));
      String said = smbclient(share, all);
      assertThat(said).contains("renamed.txt").doesNotContain("NT_STATUS");
      assertThat(inner.resolve("made").resolve("renamed.txt")).hasContent("from a client\n");
      assertThat(folder.resolve("copy")).hasBinaryContent(content);
      samba.endConnections();
      said = smbclient(share, "del made\\renamed.txt; rmdir made; ls");
      assertThat(said).contains("data.bin").doesNotContain("NT_STATUS", "made");
      assertThat(inner.resolve("made")).doesNotExist();
    }
  }

  @Test
  void smbclient_readOnlyGateway_changesNothing() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of(SMBCLIENT)), "smbclient is not installed");
    try (Commands.Service share = gateway("--read-only")) {
      assertThat(smbclient(share, "mkdir made")).contains("NT_STATUS_MEDIA_WRITE_PROTECTED");
      assertThat(smbclient(share, "del data.bin")).contains("NT_STATUS_ACCESS_DENIED");
      assertThat(inner.resolve("data.bin")).hasBinaryContent(content);
      assertThat(inner.resolve("made")).doesNotExist();
    }
  }

  private String smbclient(Commands.Service share, String script)
      throws IOException, InterruptedException {
    Commands.Ended ended = commands.end(smbclientLine(share, script));
    return ended.output() + ended.errors();
  }

  private static List<String> smbclientLine(Commands.Service share, String script) {
    String port = share.address().replaceAll(".*:|/.*", "");
    List<String> line = new ArrayList<>(List.of(SMBCLIENT, "-s", "/dev/null", "-p", port));
    line.addAll(List.of("-U", "anna%Gehe1m", "//127.0.0.1/Data", "-c", script));
    return line;
  }

  @Test
  void smbclient_thatWatchesTheGateway_isToldOfChangesOfOthers() throws Exception {
    assumeTrue(Files.isExecutable(Path.of(SMBCLIENT)), "smbclient is not installed");
    Files.createDirectory(inner.resolve("below"));
    try (Commands.Service share = gateway()) {
      Process watching =
          new ProcessBuilder(smbclientLine(share, "notify \"\"")).redirectErrorStream(true).start();
      try (BufferedReader said = watching.inputReader(StandardCharsets.UTF_8)) {
        CompletableFuture<String> told =
            CompletableFuture.supplyAsync(() -> firstLineWith(said, "new-"), Commands.THREADS);
        // It does not say when it begins, and keeps what it is told until that is some thousand
        // characters: so there are changes until it tells one.
        for (int i = 0; !told.isDone() && watching.isAlive(); i++) {
          assertThat(smbclient(share, someFolders("below\\new-" + i))).isEmpty();
        }
        assertThat(told.get()).contains(" below\\new-");
      } finally {
        watching.destroy();
      }
    }
  }

  private static String someFolders(String start) {
    return IntStream.range(0, 10)
        .mapToObj(i -> "mkdir " + start + "-" + i + "-" + "x".repeat(200))
        .collect(Collectors.joining(";"));
  }

  private static String firstLineWith(BufferedReader lines, String part) {
    return lines.lines().filter(line -> line.contains(part)).findFirst().orElse("nothing");
  }

  @Test
  void share_serverThatIsAway_isUsedWhenItComes() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of(SMBCLIENT)), "smbclient is not installed");
    samba.close();
    try (Commands.Service share = gateway("--read-only")) {
      assertThat(smbclient(share, "ls")).contains("NT_STATUS_HOST_UNREACHABLE");
      samba = samba.again();
      String said = smbclient(share, "ls");
      while (said.contains("NT_STATUS_HOST_UNREACHABLE")) {
        // It is not tried more often than every two seconds.
        said = smbclient(share, "ls");
      }
      assertThat(said).contains("data.bin").doesNotContain("NT_STATUS");
    }
  }

  @Test
  void share_whatIsNotThere_isOneLine() throws IOException, InterruptedException {
    String remote = "smb://127.0.0.1:" + samba.port() + "/data/none";
    Commands.Ended ended =
        commands.end(commands.peerdist("share", "Data=" + remote, "--state", state("gateway")));
    assertThat(ended)
        .isEqualTo(new Commands.Ended(1, "", "peerdist: none: there is no such file\n"));
  }
}
