package org.peerdist.launcher;

import java.io.PrintStream;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What the commands share that are given in the shell of an OSGi container. */
@Command(
    sortOptions = false,
    usageHelpWidth = 100,
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n")
abstract class ContainerCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      order = 101,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  /**
   * Runs a command.
   *
   * @param command with the name that it has in the shell
   * @param arguments what follows its name
   * @throws CommandFailure if it fails, or is used wrongly
   */
  static void run(ContainerCommand command, Object... arguments) throws CommandFailure {
    CommandFailure[] failure = new CommandFailure[1];
    CommandLine line = new CommandLine(command);
    line.setParameterExceptionHandler(
        (wrong, words) -> {
          failure[0] =
              new CommandFailure(
                  Failures.oneLine(wrong.getMessage())
                      + "; see '"
                      + wrong.getCommandLine().getCommandSpec().qualifiedName()
                      + " --help'");
          return CommandLine.ExitCode.USAGE;
        });
    line.setExecutionExceptionHandler(
        (broken, words, parsed) -> {
          failure[0] = new CommandFailure(Failures.describe(broken), broken);
          return CommandLine.ExitCode.SOFTWARE;
        });
    line.execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
    if (failure[0] != null) {
      throw failure[0];
    }
  }

  /** Where the shell shows what a command says; another one in each session. */
  static PrintStream out() {
    return System.out;
  }
}
