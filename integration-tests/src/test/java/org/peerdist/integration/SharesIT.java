package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shares with hashes, with real processes on both sides. */
@Timeout(180)
class SharesIT {
  private static final int SIZE = 20_000_000;

  @TempDir private Path folder;
  private final Commands commands = Commands.of(Path.of(System.getProperty("peerdist.launcher")));
  private final byte[] content = new byte[SIZE];
  private Path files;
  private Path password;

  @BeforeEach
  void prepare() throws IOException, InterruptedException {
    new Random(5).nextBytes(content);
    files = Files.createDirectory(folder.resolve("files"));
    Files.write(files.resolve("data.bin"), content);
    Files.createDirectory(files.resolve("inner"));
    Files.writeString(files.resolve("inner").resolve("note.txt"), "short");
    password = Files.writeString(folder.resolve("password"), "Gehe1m-ß\n");
    makeUser("anna");
  }

  private void makeUser(String name) throws IOException, InterruptedException {
    Commands.Ended ended =
        commands.end(
            commands.peerdist(
                "share-user", name, "--password-file", password, "--state", state("server")));
    assertThat(ended).isEqualTo(new Commands.Ended(0, "", ""));
  }

  private Path state(String name) {
    return folder.resolve("state-" + name);
  }

  private Commands.Service share(String... more) throws IOException {
    return commands.serve(shareLine(more).toArray());
  }

  private Commands.Service shareWithErrors(Path errors, String... more) throws IOException {
    return commands.serveWithErrors(errors, shareLine(more).toArray());
  }

  private List<Object> shareLine(String... more) {
    List<Object> line =
        new ArrayList<>(List.of("share", "Data=" + files, "--listen", "127.0.0.1:0", "--publish"));
    line.addAll(List.of("--state", state("server")));
    line.addAll(List.of(more));
    return line;
  }

  private Commands.Ended get(String client, String url, String... more)
      throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            commands.peerdist("get", url, "-o", output(client), "--json", "--no-discovery"));
    line.addAll(List.of("--state", state(client).toString()));
    line.addAll(List.of("--password-file", password.toString()));
    line.addAll(List.of(more));
    return commands.end(line);
  }

  private Path output(String client) {
    return folder.resolve("out-" + client);
  }

  private static JsonNode report(Commands.Ended ended) throws IOException {
    assertThat(ended.errors()).isEmpty();
    assertThat(ended.status()).isZero();
    return new ObjectMapper().readTree(ended.output());
  }

  private static String as(String user, Commands.Service share, String path) {
    return "smb://" + user + "@" + share.address() + "/" + path;
  }

  @Test
  void get_fromTheShare_secondClientTakesItFromTheFirst() throws IOException, InterruptedException {
    try (Commands.Service share = share()) {
      String url = as("anna", share, "data.bin");
      JsonNode first = report(get("one", url, "--hash-latency", "0"));
      assertThat(first.get("fromOrigin").asLong()).as(first.toString()).isEqualTo(SIZE);
      assertThat(first.get("hashBytes").asLong())
          .as(first.toString())
          .isBetween(SIZE / 2000L, SIZE / 500L);
      assertThat(output("one")).hasBinaryContent(content);

      try (Commands.Service peer =
          commands.serve("peer", "--listen", "127.0.0.1:0", "--state", state("one"))) {
        JsonNode second = report(get("two", url, "--hash-latency", "0", "--peer", peer.address()));
        assertThat(second.get("fromPeers").asLong())
            .as(second.toString())
            .isGreaterThanOrEqualTo(SIZE / 1000L * 998);
        assertThat(second.get("peers").get(peer.address()).asLong())
            .isEqualTo(second.get("fromPeers").asLong());
        assertThat(output("two")).hasBinaryContent(content);
      }
    }
  }

  @Test
  void get_version1Only_comesFromTheOwnCacheTheSecondTime()
      throws IOException, InterruptedException {
    try (Commands.Service share = share("--content-version", "1", "--require-encryption")) {
      String url = as("anna", share, "data.bin");
      JsonNode first = report(get("one", url, "--hash-latency", "0", "--require-encryption"));
      assertThat(first.get("fromOrigin").asLong()).as(first.toString()).isEqualTo(SIZE);
      JsonNode again = report(get("one", url, "--hash-latency", "0", "--require-encryption"));
      assertThat(again.get("fromCache").asLong()).as(again.toString()).isEqualTo(SIZE);
      assertThat(output("one")).hasBinaryContent(content);
    }
  }

  @Test
  void get_nearServerOrShareWithoutHashes_isReadAsItIs() throws IOException, InterruptedException {
    try (Commands.Service share = share("--hash-publication", "none")) {
      JsonNode plain = report(get("one", as("anna", share, "data.bin"), "--hash-latency", "0"));
      assertThat(plain.get("hashBytes").asLong()).as(plain.toString()).isZero();
      assertThat(plain.get("fromOrigin").asLong()).as(plain.toString()).isEqualTo(SIZE);
      assertThat(output("one")).hasBinaryContent(content);
    }
    try (Commands.Service share = share("--read-only")) {
      String url = as("anna", share, "data.bin");
      JsonNode near = report(get("one", url, "--hash-latency", "60000"));
      assertThat(near.get("hashBytes").asLong()).as(near.toString()).isZero();
    }
  }

  @Test
  void get_whoMayNotRead_getsNoFileAndNoHashes() throws IOException, InterruptedException {
    makeUser("berta");
    Path errors = folder.resolve("errors");
    try (Commands.Service share = shareWithErrors(errors, "--user", "anna")) {
      assertRefused(get("one", as("berta", share, "data.bin"), "--hash-latency", "0"));
      assertRefused(get("one", as("nobody", share, "data.bin"), "--hash-latency", "0"));
      String asGuest = share.url() + "/data.bin";
      assertRefused(get("one", asGuest, "--hash-latency", "0"));
      assertThat(output("one")).doesNotExist();
    }
    assertThat(Files.readAllLines(errors)).isNotEmpty().allMatch(line -> line.contains("failed: "));
  }

  private static void assertRefused(Commands.Ended ended) {
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output()).isEmpty();
    assertThat(ended.errors()).matches("peerdist: .*the server does not know this user.*\n");
  }

  @Test
  void get_folder_bringsAllThatIsInIt() throws IOException, InterruptedException {
    try (Commands.Service share = share("--guest")) {
      JsonNode tree = report(get("one", share.url(), "-r", "--hash-latency", "0"));
      assertThat(tree.get("bytes").asLong()).as(tree.toString()).isEqualTo(SIZE + 5);
      assertThat(output("one").resolve("data.bin")).hasBinaryContent(content);
      assertThat(output("one").resolve("inner").resolve("note.txt")).hasContent("short");
    }
  }

  @Test
  void get_fromSamba_isReadWithoutHashes() throws IOException, InterruptedException {
    try (Samba samba = Samba.start(folder.resolve("samba"), files)) {
      String url = "smb://127.0.0.1:" + samba.port() + "/data/data.bin";
      JsonNode report = report(get("one", url, "--hash-latency", "0"));
      assertThat(report.get("fromOrigin").asLong()).as(report.toString()).isEqualTo(SIZE);
      assertThat(report.get("hashBytes").asLong()).as(report.toString()).isZero();
      assertThat(output("one")).hasBinaryContent(content);
      Commands.Ended none = get("two", url + "x", "--hash-latency", "0");
      assertThat(none.errors()).isEqualTo("peerdist: data.binx: there is no such file\n");
    }
  }
}
