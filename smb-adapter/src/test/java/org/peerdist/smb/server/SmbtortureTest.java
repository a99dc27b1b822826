package org.peerdist.smb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The server as the tests of Samba see it, where they are installed; see smbtorture.txt. */
class SmbtortureTest {
  private static final String PROGRAM = "/usr/bin/smbtorture";

  /** Other versions have other tests, and other opinions. */
  private static final String VERSION = "Version 4.17.";

  /** They wait more than they work. */
  private static final int AT_ONCE = 4;

  @TempDir private Path folder;

  /** Some tests of a suite. */
  private record Suite(String name, List<String> tests, List<String> options) {
    static Suite of(String line) {
      List<String> words = List.of(line.substring(1).strip().split(" +"));
      List<String> rest = words.subList(1, words.size());
      return new Suite(
          words.get(0),
          rest.stream().filter(word -> !word.startsWith("--")).toList(),
          rest.stream().filter(word -> word.startsWith("--")).toList());
    }

    List<String> command(int port) {
      List<String> command = new ArrayList<>(List.of(PROGRAM, "-s", "/dev/null"));
      command.addAll(List.of("-p", Integer.toString(port)));
      command.addAll(List.of("-U", RunningServer.USER + "%" + RunningServer.PASSWORD));
      command.addAll(options);
      command.add("//127.0.0.1/data");
      tests.forEach(test -> command.add(name + "." + test));
      return command;
    }
  }

  private record Run(int code, String output) {}

  @BeforeAll
  static void isInstalled() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of(PROGRAM)), "smbtorture is not installed");
    Process process = new ProcessBuilder(PROGRAM, "--version").start();
    String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    assumeTrue(version.contains(VERSION), "smbtorture is not that of Samba 4.17");
  }

  @TestFactory
  Stream<DynamicTest> smbtorture() throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);
    List<DynamicTest> tests = new ArrayList<>();
    for (Suite suite : suites()) {
      Path place = Files.createDirectory(folder.resolve("suite" + tests.size()));
      Future<Run> run = executor.submit(() -> run(suite, place));
      tests.add(dynamicTest(suite.name() + " " + suite.tests(), () -> check(suite, run.get())));
    }
    executor.shutdown();
    return tests.stream().onClose(executor::shutdownNow);
  }

  private static List<Suite> suites() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                SmbtortureTest.class.getResourceAsStream("smbtorture.txt"),
                StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> line.startsWith("+")).map(Suite::of).toList();
    }
  }

  private static Run run(Suite suite, Path place) throws IOException, InterruptedException {
    Path output = place.resolve("output");
    Path shared = Files.createDirectory(place.resolve("shared"));
    try (RunningServer server = new RunningServer(shared, options -> options)) {
      Process process =
          new ProcessBuilder(suite.command(server.port()))
              .directory(place.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        assertThat(process.waitFor(300, TimeUnit.SECONDS))
            .as(() -> "smbtorture ends: " + suite)
            .isTrue();
      } finally {
        process.destroyForcibly();
      }
      return new Run(process.exitValue(), Files.readString(output));
    }
  }

  private static void check(Suite suite, Run run) {
    List<String> successes =
        Arrays.stream(run.output.split("\n"))
            .filter(line -> line.startsWith("success: "))
            .map(line -> line.substring("success: ".length()))
            .toList();
    assertThat(successes).as(run.output).containsExactlyInAnyOrderElementsOf(suite.tests());
    assertThat(run.code).as(run.output).isZero();
  }
}
