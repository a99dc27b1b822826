package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A branch of several hosts that find each other by multicast and take nothing twice over the WAN.
 */
class BranchNetworkIT {
  private static final Path LAUNCHER = Path.of(System.getProperty("peerdist.launcher"));
  private static final int LENGTH = 8 * 1024 * 1024 + 123;

  @TempDir Path folder;
  private Branch branch;
  private byte[] content;
  private int fetches;

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
      try (Commands.Service service = serve(origin, "10.77.0.1:0", version)) {
        String url = service.url() + "/data";
        JsonNode alone = get(first, url, "first" + version, "--no-discovery");
        assertThat(alone.get("fromOrigin").asLong()).as(alone.toString()).isEqualTo(LENGTH);
        try (Commands.Service peer = peer(first, "first" + version)) {
          assertThat(peer.url()).isNotEmpty();
          JsonNode shared = get(second, url, "second" + version);
          assertThat(shared.get("fromPeers").asLong())
              .as("version %s: %s", version, shared)
              .isEqualTo(LENGTH);
          assertThat(shared.get("fromOrigin").asLong()).as(shared.toString()).isZero();
        }
      }
    }
  }

  /** A peer without any network at its start, which then comes, goes and comes again. */
  @Test
  void interfaceOfAPeer_thatComesAndGoes_isFollowed() throws Exception {
    Branch.Host first = branch.isolatedHost(1);
    Branch.Host second = branch.host(2);
    Commands commands = second.commands(LAUNCHER);
    fillCache(first, "first");
    try (Commands.Service peer = peer(first.commands(LAUNCHER), "first");
        Commands.Service origin = serve(commands, "127.0.0.1:0", 2)) {
      assertThat(peer.url()).isNotEmpty();
      for (int i = 0; i < 2; i++) {
        branch.plug(first, "eth0", "switch", "10.77.0.1");
        awaitShared(commands, origin);
        branch.unplug(first, "eth0");
      }
    }
  }

  /** The second host has no IPv4 at all, and the third one is in another network. */
  @Test
  void peerInSeveralNetworks_isFoundInEach_alsoByLinkLocalAddressesAlone() throws Exception {
    branch.addNetwork("other");
    Branch.Host first = branch.isolatedHost(1);
    branch.plug(first, "eth0", "switch");
    branch.plug(first, "eth1", "other", "10.78.0.1");
    Branch.Host second = branch.isolatedHost(2);
    branch.plug(second, "eth0", "switch");
    Branch.Host third = branch.isolatedHost(3);
    branch.plug(third, "eth0", "other", "10.78.0.3");
    fillCache(first, "first");
    try (Commands.Service peer = peer(first.commands(LAUNCHER), "first")) {
      assertThat(peer.url()).isNotEmpty();
      for (Branch.Host client : List.of(second, third)) {
        Commands commands = client.commands(LAUNCHER);
        try (Commands.Service origin = serve(commands, "127.0.0.1:0", 1)) {
          List<String> peers = awaitShared(commands, origin);
          if (client.equals(second)) {
            assertThat(peers).hasSize(1).allMatch(name -> name.startsWith("[fe80:"));
          }
        }
      }
    }
  }

  /** Nobody has an IPv4 address, not even on loopback. */
  @Test
  void hostsWithIpv6Alone_findEachOther() throws Exception {
    Branch.Host first = branch.isolatedHost(1);
    Branch.Host second = branch.isolatedHost(2);
    for (Branch.Host host : List.of(first, second)) {
      branch.removeIpv4(host);
      branch.plug(host, "eth0", "switch");
    }
    Commands ours = first.commands(LAUNCHER);
    try (Commands.Service origin = serve(ours, "[::1]:0", 2)) {
      get(ours, origin.url() + "/data", "first", "--no-discovery");
    }
    Commands others = second.commands(LAUNCHER);
    List<Object> line = List.of("peer", "--state", state("first"));
    try (Commands.Service peer = ours.serve(line.toArray());
        Commands.Service origin = serve(others, "[::1]:0", 2)) {
      assertThat(peer.url()).isNotEmpty();
      assertThat(awaitShared(others, origin))
          .hasSize(1)
          .allMatch(name -> name.startsWith("[fe80:"));
    }
  }

  /** What is below the virtual interfaces would do as well, but is not to be used. */
  @ParameterizedTest
  @ValueSource(strings = {"vlan id 7", "macvlan mode bridge"})
  void virtualInterfaces_carryDiscovery(String type) throws Exception {
    List<Branch.Host> hosts = List.of(branch.isolatedHost(1), branch.isolatedHost(2));
    for (Branch.Host host : hosts) {
      branch.plug(host, "eth0", "switch");
      String address = "10.79.0." + (hosts.indexOf(host) + 1);
      assumeTrue(
          branch.addVirtual(host, "eth0", "eth0.7", type, address),
          "NOT TESTED: this kernel has no interfaces of type '"
              + type
              + "' (for VLANs it needs the module 8021q)");
    }
    fillCache(hosts.get(0), "first");
    Commands second = hosts.get(1).commands(LAUNCHER);
    try (Commands.Service peer =
            peer(hosts.get(0).commands(LAUNCHER), "first", "--interface", "eth0.7");
        Commands.Service origin = serve(second, "127.0.0.1:0", 2)) {
      assertThat(peer.url()).isNotEmpty();
      assertThat(awaitShared(second, origin, "--interface", "eth0.7")).hasSize(1);
    }
  }

  /** One host has the hosted cache, one fetches and offers, and one has all from the first. */
  @Test
  void hostedCache_isFoundByItsAnnouncement_offeredAndUsed() throws Exception {
    Commands first = branch.host(1).commands(LAUNCHER);
    Commands second = branch.host(2).commands(LAUNCHER);
    Commands third = branch.host(3).commands(LAUNCHER);
    try (Commands.Service cache = hostedCache(first, "0.0.0.0:0");
        Commands.Service origin = serve(second, "10.77.0.2:0", 2)) {
      assertThat(cache.url()).isNotEmpty();
      String url = origin.url() + "/data";
      long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      JsonNode report = null;
      do {
        assertThat(System.nanoTime()).as("no hosted cache is found: %s", report).isLessThan(end);
        get(second, url, "fresh" + ++fetches, "--no-discovery", "--find-hosted-cache");
        report = get(third, url, "fresh" + ++fetches, "--no-discovery", "--find-hosted-cache");
      } while (report.get("fromHostedCache").asLong() < LENGTH);
      assertThat(report.get("peers").fieldNames().next()).startsWith("10.77.0.1:");
    }
  }

  /** What listens on loopback alone is announced to nobody else. */
  @Test
  void hostedCacheOnLoopback_isNotAnnouncedToOthers() throws Exception {
    Commands first = branch.host(1).commands(LAUNCHER);
    Commands second = branch.host(2).commands(LAUNCHER);
    try (Commands.Service cache = hostedCache(first, "127.0.0.1:0", "--announce");
        Commands.Service origin = serve(second, "127.0.0.1:0", 2)) {
      String here = cache.url().substring(cache.url().lastIndexOf(':'));
      try (Commands.Service near = serve(first, "127.0.0.1:0", 2)) {
        String url = near.url() + "/data";
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        do {
          assertThat(System.nanoTime()).as("not announced on loopback").isLessThan(end);
          String state = "fresh" + ++fetches;
          get(first, url, state, "--no-discovery", "--find-hosted-cache", "--interface", "lo");
        } while (!remembered("fresh" + fetches).contains("127.0.0.1 " + here.substring(1)));
      }
      String url = origin.url() + "/data";
      get(second, url, "far", "--no-discovery", "--find-hosted-cache");
      assertThat(remembered("far")).isEmpty();
    }
  }

  /** The addresses of hosted caches that a command remembers. */
  private List<String> remembered(String state) throws IOException {
    Path memory = Path.of(state(state)).resolve("hosted-caches");
    return Files.exists(memory) ? Files.readAllLines(memory).stream().skip(2).toList() : List.of();
  }

  private Commands.Service hostedCache(Commands host, String listen, String... options)
      throws IOException {
    List<Object> line = new ArrayList<>(List.of("hosted-cache", "--listen", listen, "--no-https"));
    line.addAll(List.of("--state", state("hosted")));
    line.addAll(List.of(options));
    return host.serve(line.toArray());
  }

  /** Puts the content into a cache on a host that needs no network for it. */
  private void fillCache(Branch.Host host, String state) throws Exception {
    Commands commands = host.commands(LAUNCHER);
    for (int version : List.of(1, 2)) {
      try (Commands.Service origin = serve(commands, "127.0.0.1:0", version)) {
        get(commands, origin.url() + "/data", state, "--no-discovery");
      }
    }
  }

  /** Fetches with an empty cache until everything comes from a peer, and gives its names. */
  private List<String> awaitShared(Commands host, Commands.Service origin, String... options)
      throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    JsonNode report = null;
    do {
      assertThat(System.nanoTime()).as("nobody is found: %s", report).isLessThan(end);
      report = get(host, origin.url() + "/data", "fresh" + ++fetches, options);
    } while (report.get("fromPeers").asLong() < LENGTH);
    List<String> names = new ArrayList<>();
    report.get("peers").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private Commands.Service serve(Commands host, String listen, int version) throws IOException {
    return host.serve(
        "serve",
        folder.resolve("site"),
        "--listen",
        listen,
        "--publish",
        "--passphrase",
        "secret",
        "--content-version",
        version,
        "--state",
        state("origin" + ++fetches));
  }

  private Commands.Service peer(Commands host, String state, String... options) throws IOException {
    List<Object> line =
        new ArrayList<>(List.of("peer", "--listen", "0.0.0.0:0", "--state", state(state)));
    line.addAll(List.of(options));
    return host.serve(line.toArray());
  }

  /** Waits long enough for peers that the load of the machine does not matter. */
  private JsonNode get(Commands host, String url, String state, String... options)
      throws Exception {
    Path output = folder.resolve(state + ".out");
    List<String> line = new ArrayList<>(host.peerdist("get", url, "-o", output, "--json"));
    line.addAll(List.of("--state", state(state)));
    line.addAll(List.of("--discovery-timer", "3000", "--request-timer", "20000"));
    line.addAll(List.of(options));
    JsonNode report = new ObjectMapper().readTree(host.output(line));
    assertThat(output).hasBinaryContent(content);
    Files.delete(output);
    return report;
  }

  private String state(String name) {
    return folder.resolve("state-" + name).toString();
  }
}
