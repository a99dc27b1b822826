package org.peerdist.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The command of the distribution beside containers. */
final class Command {
  private Command() {}

  /** Runs it to its end, which has to be a good one; the result is all that it said. */
  static String output(String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.add(0, System.getProperty("peerdist.launcher"));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
