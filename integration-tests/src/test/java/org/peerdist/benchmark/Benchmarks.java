package org.peerdist.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.peerdist.integration.Commands;

/**
 * Measures what the project promises, and prints a line for each: {@code ./mvnw -q -Pbenchmarks
 * verify -DskipTests}. Needs openssl to compare with, and 15 GB of disk in the temporary folder for
 * a moment.
 *
 * <p>Arguments: the launcher, and the names of the parts to run; none means all.
 */
public final class Benchmarks {
  private static final long GIB = 1L << 30;

  private final Commands commands;
  private final Path folder;
  private final Path file;

  private Benchmarks(Path launcher, Path folder) throws IOException {
    this.commands = Commands.of(launcher);
    this.folder = folder;
    this.file = Files.createDirectories(folder.resolve("site")).resolve("1GiB");
  }

  /**
   * Runs them.
   *
   * @param arguments the path of the launcher, and the parts to run
   * @throws Exception if anything fails
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("peerdist-benchmarks-");
    try {
      Benchmarks benchmarks = new Benchmarks(Path.of(arguments[0]).toAbsolutePath(), folder);
      Set<String> parts =
          arguments.length > 1
              ? Set.copyOf(List.of(arguments).subList(1, arguments.length))
              : Set.of("start", "hash", "put", "get", "hit", "discovery", "bad-peer", "flash");
      benchmarks.run(parts);
    } finally {
      delete(folder);
    }
  }

  private void run(Set<String> parts) throws Exception {
    if (parts.contains("start")) {
      start();
    }
    if (parts.contains("put")) {
      put();
    }
    if (parts.contains("flash")) {
      flash();
    }
    if (!Set.of("start", "put", "flash").containsAll(parts)) {
      transfers(parts);
    }
  }

  private void transfers(Set<String> parts) throws Exception {
    writeRandom(file, GIB);
    if (parts.contains("hash")) {
      hash();
    }
    if (parts.contains("get")) {
      get(1);
      get(2);
    }
    if (parts.contains("hit")) {
      hit();
    }
    if (parts.contains("discovery")) {
      discovery();
    }
    if (parts.contains("bad-peer")) {
      badPeer();
    }
  }

  /** Many clients at the same moment. */
  private void flash() throws Exception {
    Path site = Files.createDirectories(folder.resolve("flash"));
    long length = GIB / 4;
    writeRandom(site.resolve("256MiB"), length);
    print("at the same moment", "%s", FlashCrowd.run(folder, site, "256MiB", length));
    delete(site);
  }

  private void start() throws Exception {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      times.add(commands.seconds(commands.peerdist("--help")));
    }
    print("--help", "%.3f s, wanted under 0.5 s", Pairs.median(times));
  }

  private void put() throws Exception {
    List<Double> cold = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      cold.add(CachePuts.run(1, folder.resolve("put")).get(0)[0]);
    }
    List<double[]> warm = CachePuts.run(12, folder.resolve("put")).subList(5, 12);
    print("put of 64 KiB to the content cache", "%s", CachePuts.text(Pairs.median(cold), warm));
  }

  private void hash() throws Exception {
    Pairs.Timed sha256 = () -> commands.seconds(openssl("-sha256"));
    Pairs.Timed sha512 = () -> commands.seconds(openssl("-sha512"));
    Pairs.Timed version1 = () -> commands.seconds(hashCommand("1"));
    Pairs.Timed version2 = () -> commands.seconds(hashCommand("2"));
    Pairs.Timed both = () -> commands.seconds(hashCommand("1,2"));
    print("hash, version 1, to openssl sha256", "%s, wanted 1.3", Pairs.run(7, version1, sha256));
    print("hash, version 2, to openssl sha512", "%s, wanted 1.3", Pairs.run(7, version2, sha512));
    print("hash, both in one pass, to version 2", "%s, wanted 0.77", Pairs.run(7, both, version2));
  }

  private List<String> openssl(String hash) {
    return List.of("openssl", "dgst", hash, file.toString());
  }

  private List<String> hashCommand(String versions) {
    return commands.peerdist("hash", file, "--content-version", versions, "--passphrase", "x");
  }

  /** Fetches 1 GiB from one peer that has it all; the origin gives its hashes only. */
  private void get(int version) throws Exception {
    Path state = Files.createDirectories(folder.resolve("get-" + version));
    try (Commands.Service origin = serve(version, state)) {
      String url = origin.url() + "/" + file.getFileName();
      awaitHashes(URI.create(url));
      commands.output(
          commands.peerdist(
              "get",
              url,
              "-o",
              "/dev/null",
              "--no-discovery",
              "--cache-size",
              "4GiB",
              "--state",
              state.resolve("peer")));
      Commands small = commands.withJavaOptions("-Xmx256m");
      try (Commands.Service peer =
          small.serve(
              "peer",
              "--listen",
              "127.0.0.1:0",
              "--interface",
              "lo",
              "--state",
              state.resolve("peer"))) {
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          double seconds =
              small.seconds(
                  small.peerdist(
                      "get",
                      url,
                      "-o",
                      "/dev/null",
                      "--no-discovery",
                      "--cache-size",
                      "4GiB",
                      "--peer",
                      peer.address(),
                      "--state",
                      state.resolve("client-" + i)));
          rates.add(GIB / 1e6 / seconds);
          delete(state.resolve("client-" + i));
        }
        print(
            "get of 1 GiB from one peer, version " + version,
            "%.0f MB/s (%.0f to %.0f), wanted 400",
            Pairs.median(rates),
            rates.stream().min(Double::compare).orElseThrow(),
            rates.stream().max(Double::compare).orElseThrow());
      }
    }
    delete(state);
  }

  private Commands.Service serve(int version, Path state) throws IOException {
    return commands.serve(
        "serve",
        file.getParent(),
        "--listen",
        "127.0.0.1:0",
        "--content-version",
        version,
        "--publish",
        "--state",
        state.resolve("origin"));
  }

  /** The time to the first byte of the hashes, on a warm connection. */
  private void hit() throws Exception {
    Path huge = file.resolveSibling("10GiB");
    try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
      sparse.setLength(10 * GIB);
    }
    try (Commands.Service origin = serve(2, folder.resolve("hit"))) {
      for (Path content : List.of(file, huge)) {
        URI uri = URI.create(origin.url() + "/" + content.getFileName());
        awaitHashes(uri);
        HttpClient client = HttpClient.newHttpClient();
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
          double time = timeToFirstByte(client, uri);
          if (i >= 100) {
            times.add(time * 1e3);
          }
        }
        print(
            "hit on serve, " + content.getFileName(),
            "%.2f ms to the first byte, wanted under 5 ms",
            Pairs.median(times));
      }
    }
    Files.delete(huge);
  }

  private static double timeToFirstByte(HttpClient client, URI uri)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    HttpResponse<InputStream> response =
        client.send(peerdistRequest(uri), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      body.read();
      double seconds = (System.nanoTime() - start) / 1e9;
      body.transferTo(OutputStream.nullOutputStream());
      return seconds;
    }
  }

  private static HttpRequest peerdistRequest(URI uri) {
    return HttpRequest.newBuilder(uri)
        .header("Accept-Encoding", "peerdist")
        .header("X-P2P-PeerDist", "Version=1.1")
        .header("X-P2P-PeerDistEx", "MinContentInformation=1.0, MaxContentInformation=2.0")
        .build();
  }

  private static void awaitHashes(URI uri) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = peerdistRequest(uri);
    long deadline = System.nanoTime() + 300_000_000_000L;
    while (true) {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      response.body().close();
      if (response.headers().firstValue("Content-Encoding").orElse("").equals("peerdist")) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("no hashes of " + uri);
      }
      Thread.sleep(500);
    }
  }

  /** What discovery costs where nobody answers. */
  private void discovery() throws Exception {
    Path small = file.resolveSibling("1MiB");
    writeRandom(small, 1 << 20);
    try (Commands.Service origin = serve(2, folder.resolve("discovery"))) {
      String url = origin.url() + "/" + small.getFileName();
      awaitHashes(URI.create(url));
      List<Double> added = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        double without = fetch(url, folder.resolve("without-" + i), "--no-discovery");
        double with = fetch(url, folder.resolve("with-" + i), "--interface", "lo");
        added.add(with - without);
      }
      print("discovery adds", "%.2f s to a get, wanted at most 0.5 s", Pairs.median(added));
    }
  }

  /** What a download from ten peers loses if one of them is bad. */
  private void badPeer() throws Exception {
    Path content = file.resolveSibling("256MiB");
    writeRandom(content, GIB / 4);
    try (Commands.Service origin = serve(2, folder.resolve("bad-peer"))) {
      URI url = URI.create(origin.url() + "/" + content.getFileName());
      awaitHashes(url);
      try (BadPeer peers = new BadPeer(url, folder.resolve("bad-peer-cache"), GIB)) {
        for (BadPeer.Fault fault : BadPeer.Fault.values()) {
          print(
              "256 MiB from ten peers, one of which " + fault,
              "%s, wanted 0.9",
              Pairs.run(5, () -> peers.seconds(fault), () -> peers.seconds(BadPeer.Fault.NONE)));
        }
      }
    }
  }

  private double fetch(String url, Path state, String... options)
      throws IOException, InterruptedException {
    List<String> line = commands.peerdist("get", url, "-o", "/dev/null", "--state", state);
    line.addAll(List.of(options));
    return commands.seconds(line);
  }

  private static void writeRandom(Path file, long length) throws IOException {
    Random random = new Random(1);
    byte[] buffer = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = length; left > 0; left -= buffer.length) {
        random.nextBytes(buffer);
        out.write(buffer);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void print(String what, String result, Object... values) {
    System.out.println(what + ": " + String.format(Locale.ROOT, result, values));
  }
}
