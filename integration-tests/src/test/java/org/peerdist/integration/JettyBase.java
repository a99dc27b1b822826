package org.peerdist.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code $JETTY_BASE} for one of Jetty's distributions, with {@code start.jar} as users run it.
 */
final class JettyBase implements AutoCloseable {
  private static final Path HOMES = Path.of(System.getProperty("jetty.homes"));
  private static final Path CONFIG = Path.of(System.getProperty("jetty.config")).normalize();
  private static final long SECONDS_TO_START = 180;

  private static final Pattern CONNECTOR =
      Pattern.compile(
          "Started \\S*ServerConnector@\\S*\\{(\\S+), \\(.*?\\)\\}\\{127.0.0.1:(\\d+)\\}");

  private final Path home;
  private final Path folder;
  private Process server;

  private JettyBase(Path home, Path folder) {
    this.home = home;
    this.folder = folder;
  }

  /** An empty base for a version of Jetty. */
  static JettyBase create(String version, Path folder) throws IOException {
    return new JettyBase(HOMES.resolve("jetty-home-" + version), Files.createDirectory(folder));
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Unpacks the modules and their libraries: the first of the two commands of the README. */
  void unpackModules() throws Exception {
    Path jar = Path.of(System.getProperty("java.home"), "bin", "jar");
    run(List.of(jar.toString(), "xf", CONFIG.toString(), "modules", "lib"));
  }

  /** Runs start.jar to its end, and gives what it says. */
  String start(String... arguments) throws Exception {
    return run(startLine(arguments));
  }

  private List<String> startLine(String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xshare:auto");
    line.add("-jar");
    line.add(home.resolve("start.jar").toString());
    line.addAll(List.of(arguments));
    return line;
  }

  private String run(List<String> line) throws Exception {
    Process process = builder(line).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", line) + ": " + output);
    }
    return output;
  }

  private ProcessBuilder builder(List<String> line) {
    return new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
  }

  /** Starts the server, and waits until it has started and has told what it consists of. */
  void serve(String... arguments) throws IOException {
    List<String> line = startLine(arguments);
    line.add("jetty.server.dumpAfterStart=true");
    server = builder(line).redirectOutput(folder.resolve("log").toFile()).start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
    while (!log().contains("\nJVM: ")) {
      if (!server.isAlive() || System.nanoTime() > end) {
        throw new IOException("Jetty does not start: " + log());
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  /** The port of the connector whose first protocol it is. */
  int port(String protocol) throws IOException {
    Matcher connector = CONNECTOR.matcher(log());
    while (connector.find()) {
      if (connector.group(1).equals(protocol)) {
        return Integer.parseInt(connector.group(2));
      }
    }
    throw new IOException("no connector for " + protocol + ": " + log());
  }

  /** The bytes that the server has read so far, from files and sockets; -1 if nobody knows. */
  long bytesRead() throws IOException {
    Path counters = Path.of("/proc/" + server.pid() + "/io");
    if (!Files.isReadable(counters)) {
      return -1;
    }
    Matcher read = Pattern.compile("rchar: (\\d+)").matcher(Files.readString(counters));
    return read.find() ? Long.parseLong(read.group(1)) : -1;
  }

  /** Stops the server as a user does, and waits for its end. */
  @Override
  public void close() {
    if (server != null) {
      server.destroy();
      server.onExit().orTimeout(SECONDS_TO_START, TimeUnit.SECONDS).join();
    }
  }
}
