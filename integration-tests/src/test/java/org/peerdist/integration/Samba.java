package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Samba server for guests on a free port of the loopback interface. */
final class Samba implements AutoCloseable {
  private final List<String> line;
  private final Process process;
  private final int port;
  private final Path output;

  private Samba(List<String> line, Process process, int port, Path output) {
    this.line = line;
    this.process = process;
    this.port = port;
    this.output = output;
  }

  /**
   * Starts one that shares a folder as "data"; the test is skipped where there is no Samba.
   *
   * @param more settings for all shares
   */
  static Samba start(Path state, Path shared, String... more)
      throws IOException, InterruptedException {
    Path program =
        Stream.of("/usr/sbin/smbd", "/usr/local/sbin/smbd", "/usr/local/samba/sbin/smbd")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    assumeTrue(program != null, "there is no Samba here: install samba");
    Path file = Files.createDirectories(state).resolve("smb.conf");
    List<String> line = List.of(program.toString(), "-F", "-s", file.toString());
    for (int left = 9; ; left--) {
      int port = freePort();
      Files.writeString(file, settings(state, shared, port, more));
      Samba samba = start(line, port, state.resolve("output"));
      if (samba.isReady()) {
        return samba;
      }
      // Another program may have taken the port.
      assertThat(left).as("Samba ended: %s", Files.readString(samba.output)).isPositive();
    }
  }

  private static Samba start(List<String> line, int port, Path output) throws IOException {
    Process process =
        // In a process group of its own: at its end it ends all that is in its group.
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    return new Samba(line, process, port, output);
  }

  /** Starts it once more, after it was closed. */
  Samba again() throws IOException, InterruptedException {
    Samba samba = start(line, port, output);
    assertThat(samba.isReady()).as("Samba ended: %s", Files.readString(output)).isTrue();
    return samba;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String settings(Path state, Path shared, int port, String... more)
      throws IOException {
    StringBuilder text = new StringBuilder("[global]\n");
    for (String kind : List.of("private dir", "lock directory", "state directory")) {
      text.append(kind).append(" = ").append(folder(state, kind)).append('\n');
    }
    for (String kind : List.of("cache directory", "pid directory", "ncalrpc dir")) {
      text.append(kind).append(" = ").append(folder(state, kind)).append('\n');
    }
    for (String line : more) {
      text.append(line).append('\n');
    }
    return text.append("smb ports = ").append(port).append('\n')
        + "interfaces = 127.0.0.1\n"
        + "bind interfaces only = yes\n"
        + "server role = standalone server\n"
        + "map to guest = bad user\n"
        + "guest account = "
        + System.getProperty("user.name")
        + "\nload printers = no\n"
        + "disable spoolss = yes\n"
        + "log file = "
        + state.resolve("log")
        + "\n[data]\npath = "
        + shared
        + "\nguest ok = yes\nread only = no\n";
  }

  private static Path folder(Path state, String kind) throws IOException {
    return Files.createDirectories(state.resolve(kind.replace(' ', '-')));
  }

  /** It says nothing when it is ready; whoever can connect knows. */
  private boolean isReady() throws InterruptedException {
    while (process.isAlive()) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return true;
      } catch (IOException notYet) {
        if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
          return false;
        }
      }
    }
    return false;
  }

  int port() {
    return port;
  }

  /** Ends all connections; whoever connects again finds it as it was. */
  void endConnections() {
    process.descendants().forEach(ProcessHandle::destroy);
  }

  @Override
  public void close() {
    // Each of its clients has a process of its own.
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
