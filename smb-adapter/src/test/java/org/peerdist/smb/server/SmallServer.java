package org.peerdist.smb.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A {@link RunningServer} in a Java of its own with a small heap, until its input ends. */
final class SmallServer implements AutoCloseable {
  private final Process process;
  private final int port;

  SmallServer(Path folder, int megabytes) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classes = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx" + megabytes + "m"));
    command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", classes)));
    command.addAll(List.of(SmallServer.class.getName(), folder.toString()));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String line = process.inputReader().readLine();
    if (line == null) {
      throw new IOException("the server did not start");
    }
    port = Integer.parseInt(line);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  @SuppressWarnings("SystemOut") // It is read by whoever started this.
  public static void main(String[] arguments) throws IOException {
    try (RunningServer server =
        new RunningServer(Path.of(arguments[0]), UnaryOperator.identity())) {
      System.out.println(server.port());
      while (System.in.read() >= 0) {
        // Nobody says anything, until whoever started this is gone.
      }
    }
  }
}
