package org.peerdist.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Runs commands of the built distribution, and other programs. */
public final class Commands {
  /**
   * A thread for each piece of work, which waits for a program most of the time: the threads that
   * the runtime shares are as few as the processors, and one would wait for the other.
   */
  static final Executor THREADS =
      work -> {
        Thread thread = new Thread(work, "waits for a program");
        thread.setDaemon(true);
        thread.start();
      };

  private final List<String> launcher;
  private final String javaOptions;

  private Commands(List<String> launcher, String javaOptions) {
    this.launcher = launcher;
    this.javaOptions = javaOptions;
  }

  /** The commands of a launcher, behind the words of another command that runs it, if any. */
  public static Commands of(Path launcher, String... prefix) {
    List<String> words = new ArrayList<>(List.of(prefix));
    words.add(launcher.toString());
    return new Commands(words, "");
  }

  /** The same commands with other options of the JVM. */
  public Commands withJavaOptions(String options) {
    return new Commands(launcher, options);
  }

  /** The command line of a peerdist command. */
  public List<String> peerdist(Object... arguments) {
    List<String> line = new ArrayList<>(launcher);
    for (Object argument : arguments) {
      line.add(argument.toString());
    }
    return line;
  }

  /** Runs a command to its end. */
  public double seconds(List<String> line) throws IOException, InterruptedException {
    long start = System.nanoTime();
    output(line);
    return (System.nanoTime() - start) / 1e9;
  }

  /** Runs a command to its end, and gives its standard output. */
  public String output(List<String> line) throws IOException, InterruptedException {
    Process process = start(line);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", line) + " exited with " + process.exitValue());
    }
    return output;
  }

  /** How a command ended, and what it said. */
  public record Ended(int status, String output, String errors) {}

  /** Runs a command to its end, whatever that is. */
  public Ended end(List<String> line) throws IOException, InterruptedException {
    return end(builder(line).start());
  }

  /** The same, but nobody reads its standard output. */
  public Ended endUnread(List<String> line) throws IOException, InterruptedException {
    Process process = builder(line).start();
    process.getInputStream().close();
    return end(process);
  }

  /** The same, with standard output to a file. */
  public Ended end(List<String> line, Path output) throws IOException, InterruptedException {
    return end(builder(line).redirectOutput(output.toFile()).start());
  }

  private static Ended end(Process process) throws IOException, InterruptedException {
    CompletableFuture<String> errors =
        CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), THREADS);
    String output = text(process.getInputStream());
    return new Ended(process.waitFor(), output, errors.join());
  }

  private static String text(InputStream from) {
    try {
      return new String(from.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // Closed by us.
    }
  }

  private ProcessBuilder builder(List<String> line) {
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("PEERDIST_JAVA_OPTS", javaOptions);
    return builder;
  }

  private Process start(List<String> line) throws IOException {
    return builder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Starts a command that serves, and waits until it is ready. */
  public Service serve(Object... arguments) throws IOException {
    return awaitReady(start(peerdist(arguments)), arguments);
  }

  /** The same, with what it says on standard error in a file. */
  public Service serveWithErrors(Path errors, Object... arguments) throws IOException {
    ProcessBuilder builder = builder(peerdist(arguments)).redirectError(errors.toFile());
    return awaitReady(builder.start(), arguments);
  }

  private static Service awaitReady(Process process, Object... arguments) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String ready = lines.readLine();
    if (ready == null || !ready.startsWith("ready ")) {
      process.destroyForcibly();
      throw new IOException(arguments[0] + " is not ready but says " + ready);
    }
    return new Service(process, ready.substring("ready ".length()).replaceAll("/$", ""));
  }

  /** A command that serves, and the URL that it said it is ready at. */
  public record Service(Process process, String url) implements AutoCloseable {
    public String address() {
      return url.substring(url.indexOf("//") + 2);
    }

    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new UncheckedIOException(new IOException(url + " did not stop"));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
