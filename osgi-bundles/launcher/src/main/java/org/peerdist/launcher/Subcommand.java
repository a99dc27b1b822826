package org.peerdist.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.peerdist.launcher.internal.LogSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands share. */
@Command(
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpWidth = 100,
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n")
abstract class Subcommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-v", "--verbose"},
      order = 100,
      description = "Says on stderr what happens, and shows the stack trace of a failure.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 101,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  /** Adds what all commands share to what is understood without annotations. */
  final void addTo(LeanOptions options) {
    spec = options.spec();
    options.option(Boolean.class, value -> verbose = value, "-v", "--verbose");
  }

  @Override
  public final Integer call() throws Exception {
    if (verbose) {
      LogSettings.verbose();
    }
    run();
    return 0;
  }

  /**
   * Does the work.
   *
   * @throws CommandFailure if it cannot be done
   * @throws IOException if a file or the network fails
   */
  abstract void run() throws CommandFailure, IOException, InterruptedException;

  final boolean isVerbose() {
    return verbose;
  }

  /** Where messages to the user go. */
  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** An error that is reported as wrong usage. */
  final ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
