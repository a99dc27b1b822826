package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosted caches in the DNS of a branch, which a real server gives. */
@Timeout(120)
class HostedCacheDnsIT {
  private static final Path LAUNCHER = Path.of(System.getProperty("peerdist.launcher"));
  private static final int LENGTH = 1_000_321;
  private static final String SERVICE = "srv-host=_peerdist-hc._tcp.branch.example";

  @TempDir Path folder;
  private Branch branch;
  private Branch.Host server;
  private Branch.Host host;
  private Commands client;
  private NameServer names;

  @BeforeEach
  void createBranch() throws IOException {
    assumeTrue(
        Branch.isPossible() && NameServer.isPossible(), "needs root, iproute2 and dnsmasq-base");
    branch = Branch.create();
    server = branch.host(1);
    host = branch.host(2);
    branch.useNameServer(host, "10.77.0.1");
    client = host.commands(LAUNCHER);
    byte[] content = new byte[LENGTH];
    new Random(14).nextBytes(content);
    Files.write(Files.createDirectory(folder.resolve("site")).resolve("data"), content);
  }

  @AfterEach
  void closeBranch() throws IOException {
    if (names != null) {
      names.close();
    }
    if (branch != null) {
      branch.close();
    }
  }

  private Commands.Service serve() throws IOException {
    return client.serve(
        "serve",
        folder.resolve("site"),
        "--publish",
        "--listen",
        "127.0.0.1:0",
        "--state",
        folder.resolve("origin"));
  }

  /** Fetches with an empty cache, and without a word on stderr. */
  private JsonNode get(Commands.Service origin, String state, String... options)
      throws IOException, InterruptedException {
    Path output = folder.resolve(state + ".out");
    List<String> line =
        new ArrayList<>(
            client.peerdist("get", origin.url() + "/data", "-o", output, "--no-discovery"));
    line.addAll(List.of("--json", "--state", folder.resolve(state).toString()));
    line.addAll(List.of("--find-hosted-cache=branch.example", "--request-timer", "20000"));
    line.addAll(List.of(options));
    Commands.Ended ended = client.end(line);
    assertThat(ended.status()).as(ended.errors()).isZero();
    assertThat(ended.errors()).isEmpty();
    assertThat(output).hasSameBinaryContentAs(folder.resolve("site/data"));
    return new ObjectMapper().readTree(ended.output());
  }

  /** The addresses that a command found and remembers, in their order. */
  private List<String> found(String state) throws IOException {
    return Files.readAllLines(folder.resolve(state).resolve("hosted-caches")).stream()
        .skip(2)
        .toList();
  }

  /** The first choice has the content; the second choice is not even there. */
  @Test
  void hostedCacheOfTheHighestPriority_isOfferedAndUsed() throws Exception {
    names =
        NameServer.start(
            server,
            List.of(
                SERVICE + ",backup.branch.example,80,20,0",
                SERVICE + ",main.branch.example,80,10,0",
                "host-record=backup.branch.example,10.77.0.1",
                "host-record=main.branch.example,10.77.0.3"));
    try (Commands.Service cache =
            branch
                .host(3)
                .commands(LAUNCHER)
                .serve(
                    "hosted-cache",
                    "--listen",
                    "0.0.0.0:80",
                    "--no-https",
                    "--no-announce",
                    "--state",
                    folder.resolve("hosted"));
        Commands.Service origin = serve()) {
      assertThat(cache.url()).isNotEmpty();
      client.output(
          client.peerdist(
              "get",
              origin.url() + "/data",
              "--offer-only",
              "--find-hosted-cache=branch.example",
              "--no-discovery",
              "--state",
              folder.resolve("first")));
      assertThat(found("first")).containsExactly("10.77.0.3 80", "10.77.0.1 80");
      JsonNode report = get(origin, "second");
      assertThat(report.get("fromHostedCache").asLong()).as(report.toString()).isEqualTo(LENGTH);
      assertThat(report.get("peers").fieldNames())
          .toIterable()
          .containsExactly("main.branch.example:80");
    }
  }

  /** Within a priority, weights decide by chance, and zero is taken last or nearly so. */
  @Test
  void records_areOrderedByPriorityAndWeight() throws Exception {
    List<String> settings = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      String weight = i % 2 == 0 ? "65535" : "0";
      String name = "h" + i + ".branch.example";
      settings.add(SERVICE + "," + name + ",8" + i + "," + (i <= 2 ? 7 : 3) + "," + weight);
      settings.add("host-record=" + name + ",10.77.0.1");
    }
    settings.add(SERVICE + ",nobody.branch.example,80,1,0");
    names = NameServer.start(server, settings);
    try (Commands.Service origin = serve()) {
      get(origin, "one", "--no-offer");
      assertThat(found("one"))
          .containsExactly("10.77.0.1 84", "10.77.0.1 83", "10.77.0.1 82", "10.77.0.1 81");
    }
  }

  @Test
  void domainWithoutRecord_hasNoHostedCache() throws Exception {
    names = NameServer.start(server, List.of("host-record=main.branch.example,10.77.0.3"));
    try (Commands.Service origin = serve()) {
      assertThat(get(origin, "one").get("fromOrigin").asLong()).isEqualTo(LENGTH);
      assertThat(found("one")).isEmpty();
    }
  }

  /** The root as target says that there is no such service. */
  @Test
  void recordThatSaysNo_isNoHostedCache() throws Exception {
    names = NameServer.start(server, List.of(SERVICE + ",.,80"));
    try (Commands.Service origin = serve()) {
      assertThat(get(origin, "one").get("fromOrigin").asLong()).isEqualTo(LENGTH);
      assertThat(found("one")).isEmpty();
    }
  }

  @Test
  void silentServer_keepsNobodyWaiting() throws Exception {
    names = NameServer.start(server, List.of());
    names.freeze();
    try (Commands.Service origin = serve()) {
      assertThat(get(origin, "one").get("fromOrigin").asLong()).isEqualTo(LENGTH);
      assertThat(folder.resolve("one/hosted-caches")).doesNotExist();
    }
  }
}
