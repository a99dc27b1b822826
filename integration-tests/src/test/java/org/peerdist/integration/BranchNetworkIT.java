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
import org.junit.jupiter.api.io.TempDir;

/**
 * A branch of several hosts that find each other by multicast and take nothing twice over the WAN.
 */
class BranchNetworkIT {
  private static final Path LAUNCHER = Path.of(System.getProperty("peerdist.launcher"));
  private static final int LENGTH = 8 * 1024 * 1024 + 123;

  @TempDir Path folder;
  private Branch branch;
  private byte[] content;

  @BeforeEach
  void createBranch() throws IOException {
    assumeTrue(Branch.isPossible(), "needs root and iproute2");
    branch = Branch.create();
    content = new byte[LENGTH];
    new Random(4).nextBytes(content);
    Files.createDirectory(folder.resolve("site"));
    Files.write(folder.resolve("site/data"), content);
  }

  @AfterEach
  void closeBranch() throws IOException {
    if (branch != null) {
      branch.close();
    }
  }

  @Test
  void secondHost_findsTheFirstByMulticast_andTakesAllFromIt() throws Exception {
    Commands origin = branch.host(1).commands(LAUNCHER);
    Commands first = branch.host(2).commands(LAUNCHER);
    Commands second = branch.host(3).commands(LAUNCHER);
    for (int version : List.of(1, 2)) {
      String[] serve = {
        "serve",
        folder.resolve("site").toString(),
        "--listen",
        "10.77.0.1:0",
        "--publish",
        "--content-version",
        Integer.toString(version),
        "--state",
        state("origin" + version),
      };
      try (Commands.Service service = origin.serve((Object[]) serve)) {
        String url = service.url() + "/data";
        JsonNode alone = get(first, url, "first" + version);
        assertThat(alone.get("fromOrigin").asLong()).isEqualTo(LENGTH);
        try (Commands.Service peer =
            first.serve("peer", "--listen", "0.0.0.0:0", "--state", state("first" + version))) {
          assertThat(peer.url()).isNotEmpty();
          JsonNode shared = get(second, url, "second" + version);
          assertThat(shared.get("fromPeers").asLong()).as("version %s", version).isEqualTo(LENGTH);
          assertThat(shared.get("fromOrigin").asLong()).isZero();
        }
      }
    }
  }

  private JsonNode get(Commands host, String url, String state) throws Exception {
    Path output = folder.resolve(state + ".out");
    List<String> line = new ArrayList<>(host.peerdist("get", url, "-o", output, "--json"));
    line.addAll(List.of("--state", state(state)));
    JsonNode report = new ObjectMapper().readTree(host.output(line));
    assertThat(output).hasBinaryContent(content);
    return report;
  }

  private String state(String name) {
    return folder.resolve("state-" + name).toString();
  }
}
