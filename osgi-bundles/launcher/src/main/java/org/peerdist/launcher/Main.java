package org.peerdist.launcher;

import java.util.Arrays;
import org.peerdist.launcher.internal.LogSettings;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The entry point of the command line. */
public final class Main {
  private static final FailureHandlers FAILURES = new FailureHandlers();

  private Main() {}

  /**
   * Runs one command and ends the virtual machine.
   *
   * @param arguments the name of the command and its arguments
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /**
   * Runs one command.
   *
   * @param arguments the name of the command and its arguments
   * @return 0 if it is done, 1 if it failed, 2 for wrong usage
   */
  public static int run(String... arguments) {
    LogSettings.install();
    if (arguments.length > 1 && arguments[0].equals("hash")) {
      return runLean(HashCommand.leanSpec(), arguments);
    }
    return runAnnotated(arguments);
  }

  /** Runs a command as it starts fastest, and leaves it to the other way to say what is wrong. */
  private static int runLean(CommandSpec spec, String... arguments) {
    return new CommandLine(spec)
        .setExecutionExceptionHandler(FAILURES)
        .setParameterExceptionHandler((failure, words) -> runAnnotated(arguments))
        .execute(Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static int runAnnotated(String... arguments) {
    // To know one command is enough for running it, and much faster than to know all.
    Object command = arguments.length == 0 ? null : AllCommands.create(arguments[0]);
    if (command == null) {
      return commandLine(new AllCommands()).execute(arguments);
    }
    CommandLine line = commandLine(command);
    line.getCommandSpec().name("peerdist " + arguments[0]);
    return line.execute(Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  static CommandLine commandLine(Object command) {
    return new CommandLine(command)
        .setExecutionExceptionHandler(FAILURES)
        .setParameterExceptionHandler(FAILURES);
  }
}
