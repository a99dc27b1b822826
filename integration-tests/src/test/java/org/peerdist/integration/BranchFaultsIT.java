package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A branch in which everything breaks: lines are slow and lose packets, peers die or hang while
 * they give, the origin restarts, the hosted cache hangs. Each download ends in time with the right
 * bytes.
 */
@Timeout(120)
class BranchFaultsIT {
  private static final Path LAUNCHER = Path.of(System.getProperty("peerdist.launcher"));
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";
  private static final int LENGTH = 6 * 1024 * 1024 + 321;
  private static final Duration BOUND = Duration.ofSeconds(40);

  /**
   * More than what was asked for before the first packet was lost. How much it is depends on which
   * packets are lost when, and how busy this machine is: nearly all of it most of the time.
   */
  private static final long KEPT = LENGTH / 10;

  /** A peer that is slow to give its first block, as on a busy machine, is not asked for more. */
  private static final int LESS_THAN_A_BLOCK = 50_000;

  /**
   * What a peer on a busy machine may need to answer: who does so in this time is found. Nobody
   * waits for longer than the answer takes.
   */
  private static final String[] PATIENT_DISCOVERY = {"--discovery-timer", "3000"};

  /** Two cables are between any two hosts. */
  private static final Duration HALF_OF_50_MILLIS = Duration.ofMillis(25);

  private static final double HALF_OF_2_PERCENT = 0.01;

  @TempDir Path folder;
  private final List<Commands.Service> services = new CopyOnWriteArrayList<>();
  private Branch branch;
  private byte[] content;
  private Cable wan;
  private Commands origin;
  private Commands.Service originService;

  @BeforeEach
  void createBranch() throws IOException {
    assumeTrue(Branch.isPossible() && Cable.isPossible(), "needs root, iproute2 and /dev/net/tun");
    branch = Branch.create();
    content = new byte[LENGTH];
    new Random(9).nextBytes(content);
    Files.createDirectory(folder.resolve("site"));
    Files.write(folder.resolve("site/data"), content);
  }

  @AfterEach
  void closeBranch() throws IOException {
    for (Commands.Service service : services) {
      service.process().destroyForcibly();
    }
    if (branch != null) {
      branch.close();
    }
  }

  /** Connects a host, and makes it the origin. */
  private void startOrigin(Cable.Quality quality) throws IOException {
    Branch.Host host = branch.isolatedHost(1);
    wan = branch.plug(host, "eth0", quality, "10.77.0.1");
    origin = host.commands(LAUNCHER).withJavaOptions(QUICK_START);
    originService = serveOrigin();
  }

  private Commands.Service serveOrigin() throws IOException {
    return started(
        origin.serve(
            "serve",
            folder.resolve("site"),
            "--publish",
            "--listen",
            "10.77.0.1:8080",
            "--state",
            folder.resolve("origin")));
  }

  private Commands.Service started(Commands.Service service) {
    services.add(service);
    return service;
  }

  /** A host of the branch with a state folder of its own. */
  private final class Machine {
    final int number;
    final Path state;
    final Cable cable;
    final Commands commands;
    Commands.Service service;

    Machine(int number, Cable.Quality quality) throws IOException {
      this.number = number;
      Branch.Host host = branch.isolatedHost(number);
      cable = branch.plug(host, "eth0", quality, "10.77.0." + number);
      commands = host.commands(LAUNCHER).withJavaOptions(QUICK_START);
      state = folder.resolve("state" + number);
    }

    Machine copyStateOf(Machine other) throws IOException {
      try (Stream<Path> files = Files.walk(other.state)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          Files.copy(file, state.resolve(other.state.relativize(file)));
        }
      }
      return this;
    }

    Machine startPeer() throws IOException {
      service =
          started(commands.serve("peer", "--listen", "0.0.0.0:1337", "--state", state.toString()));
      return this;
    }

    void kill() {
      service.process().destroyForcibly();
    }

    void freeze() {
      String pid = Long.toString(service.process().pid());
      try {
        new ProcessBuilder("kill", "-STOP", pid).start().waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    Commands.Ended run(String... options) throws IOException, InterruptedException {
      List<String> line =
          new ArrayList<>(
              commands.peerdist("get", "http://10.77.0.1:8080/data", "-o", output(), "--json"));
      line.addAll(List.of("--state", state.toString()));
      line.addAll(List.of(options));
      return commands.end(line);
    }

    private Path output() {
      return folder.resolve("output" + number);
    }

    boolean isFrozen() throws IOException {
      Path status = Path.of("/proc", Long.toString(service.process().pid()), "status");
      return Files.readString(status).contains("State:\tT");
    }

    /** Fetches, and holds the report against what was on the line of the origin. */
    JsonNode get(String... options) throws Exception {
      long before = wan.bytes();
      long start = System.nanoTime();
      Commands.Ended ended = run(options);
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      assertThat(ended.status()).as(ended.errors()).isZero();
      assertThat(output()).hasBinaryContent(content);
      assertThat(time).isLessThan(BOUND);
      JsonNode report = new ObjectMapper().readTree(ended.output());
      long told = report.get("fromOrigin").asLong() + report.get("hashBytes").asLong();
      assertThat(wan.bytes() - before).isBetween(told, told + told / 5 + 500_000);
      Files.delete(output());
      return report;
    }
  }

  /** Whoever gives over a bad line is no bad peer: with the timers as they are, it is kept. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void download_overLinesThatLosePackets_comesFromThePeer(long seed) throws Exception {
    startOrigin(bad(seed));
    Machine first = new Machine(2, bad(seed + 10));
    first.get("--no-discovery");
    first.startPeer();
    // Which packets are lost is not in our hands: so the peer is named and need not be found.
    JsonNode report =
        new Machine(3, bad(seed + 20)).get("--no-discovery", "--peer", "10.77.0.2:1337");
    assertIsKept(report);
  }

  /** A question or an answer may be lost, but not all of them. */
  @Test
  void download_overLinesThatLosePackets_peerIsFoundAndKept() throws Exception {
    startOrigin(bad(1));
    Machine first = new Machine(2, bad(11));
    first.get("--no-discovery");
    first.startPeer();
    JsonNode report = new Machine(3, bad(21)).get(PATIENT_DISCOVERY);
    assertIsKept(report);
  }

  private static void assertIsKept(JsonNode report) {
    long fromPeers = report.get("fromPeers").asLong();
    assertThat(fromPeers + report.get("fromOrigin").asLong())
        .as(report.toString())
        .isEqualTo(LENGTH);
    assertThat(fromPeers).as("from the peer: " + report).isGreaterThan(KEPT);
  }

  private static Cable.Quality bad(long seed) {
    return new Cable.Quality(HALF_OF_50_MILLIS, HALF_OF_2_PERCENT, seed);
  }

  /** One dies, one hangs, and one gives the rest. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void download_fromPeersThatDieAndHang_isRight(long seed) throws Exception {
    Machine[] peers = startPeers();
    List<String> options = new ArrayList<>(List.of("--no-discovery"));
    for (Machine peer : peers) {
      options.addAll(List.of("--peer", "10.77.0." + peer.number + ":1337"));
    }
    breakSomeOf(peers, seed, LESS_THAN_A_BLOCK);
    JsonNode report = new Machine(5, Cable.Quality.PERFECT).get(options.toArray(String[]::new));
    assertThat(peers[0].service.process().isAlive()).isFalse();
    assertThat(peers[1].isFrozen()).isTrue();
    assertThat(report.get("fromPeers").asLong()).as(report.toString()).isGreaterThan(LENGTH / 2);
  }

  /** Whoever is found first may be the one that goes: then others are found. */
  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void download_fromFoundPeersThatDieAndHang_isNotLeftToTheOrigin(long seed) throws Exception {
    breakSomeOf(startPeers(), seed, LENGTH / 6);
    JsonNode report = new Machine(5, Cable.Quality.PERFECT).get(PATIENT_DISCOVERY);
    assertThat(report.get("fromPeers").asLong()).as(report.toString()).isGreaterThan(LENGTH / 2);
  }

  /** An origin, and three peers that have all of it. */
  private Machine[] startPeers() throws Exception {
    startOrigin(Cable.Quality.PERFECT);
    Machine first = new Machine(2, Cable.Quality.PERFECT);
    first.get("--no-discovery");
    Machine second = new Machine(3, Cable.Quality.PERFECT).copyStateOf(first);
    Machine third = new Machine(4, Cable.Quality.PERFECT).copyStateOf(first);
    return new Machine[] {first.startPeer(), second.startPeer(), third.startPeer()};
  }

  private static void breakSomeOf(Machine[] peers, long seed, int most) {
    Random random = new Random(seed);
    peers[0].cable.after(random.nextInt(most), peers[0]::kill);
    peers[1].cable.after(random.nextInt(most), peers[1]::freeze);
  }

  @Test
  void download_whileTheOriginDies_goesOnWithPeers() throws Exception {
    startOrigin(Cable.Quality.PERFECT);
    Machine first = new Machine(2, Cable.Quality.PERFECT);
    first.get("--no-discovery");
    first.startPeer();
    first.cable.after(LENGTH / 4, () -> originService.process().destroyForcibly());
    Machine second = new Machine(3, Cable.Quality.PERFECT);
    JsonNode report = second.get(PATIENT_DISCOVERY);
    assertThat(report.get("fromPeers").asLong()).as(report.toString()).isEqualTo(LENGTH);
    assertThat(originService.process().isAlive()).isFalse();
  }

  @Test
  void download_whenTheOriginIsBack_goesOnWhereItStopped() throws Exception {
    startOrigin(Cable.Quality.PERFECT);
    Machine client = new Machine(2, Cable.Quality.PERFECT);
    long before = wan.bytes();
    wan.after(
        100_000 + new Random(3).nextInt(LENGTH / 2),
        () -> originService.process().destroyForcibly());
    Commands.Ended ended = client.run("--no-discovery", "--origin-patience", "1");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.errors())
        .matches(
            "peerdist: no connection to the origin of http://10.77.0.1:8080/data.*; it was tried"
                + " again for \\d+ s; the same command goes on where this stopped\n");
    assertThat(originService.process().isAlive()).isFalse();
    originService = serveOrigin();
    client.get("--no-discovery");
    assertThat(wan.bytes() - before).as("nothing comes twice").isLessThan(LENGTH * 12L / 10);
  }

  @Test
  void download_whileTheOriginRestarts_goesOn() throws Exception {
    startOrigin(Cable.Quality.PERFECT);
    Machine client = new Machine(2, Cable.Quality.PERFECT);
    Commands.Service killed = originService;
    CompletableFuture<Commands.Service> restarted = new CompletableFuture<>();
    wan.after(
        100_000 + new Random(5).nextInt(LENGTH / 2),
        () -> {
          killed.process().destroyForcibly();
          restarted.completeAsync(() -> restartOrigin(killed.process()), Commands.THREADS);
        });
    JsonNode report = client.get("--no-discovery");
    assertThat(report.get("fromOrigin").asLong()).as(report.toString()).isEqualTo(LENGTH);
    assertThat(killed.process().isAlive()).isFalse();
    assertThat(restarted.get(30, TimeUnit.SECONDS).process().isAlive()).isTrue();
  }

  /** Starts it once more, when the end of the one before has freed its port and its folder. */
  private Commands.Service restartOrigin(Process before) {
    before.onExit().join();
    try {
      return serveOrigin();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void download_fromAHostedCacheThatHangs_isRight() throws Exception {
    startOrigin(Cable.Quality.PERFECT);
    Machine cache = new Machine(2, Cable.Quality.PERFECT);
    cache.service =
        started(
            cache.commands.serve(
                "hosted-cache", "--no-https", "--listen", "0.0.0.0:80", "--state", cache.state));
    String[] options = {"--no-discovery", "--hosted-cache", "10.77.0.2:80"};
    Machine first = new Machine(3, Cable.Quality.PERFECT);
    first.get(options);
    Machine second = new Machine(4, Cable.Quality.PERFECT);
    JsonNode whole = second.get(options);
    assertThat(whole.get("fromHostedCache").asLong()).as(whole.toString()).isEqualTo(LENGTH);
    cache.cable.after(new Random(4).nextInt(LENGTH / 2), cache::freeze);
    JsonNode report = new Machine(5, Cable.Quality.PERFECT).get(options);
    assertThat(report.get("fromHostedCache").asLong())
        .as(report.toString())
        .isBetween(1L, LENGTH - 1L);
  }
}
