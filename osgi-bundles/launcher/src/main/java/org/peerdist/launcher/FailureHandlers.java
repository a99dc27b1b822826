package org.peerdist.launcher;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What happens when a command can't be understood or done. */
final class FailureHandlers implements IExecutionExceptionHandler, IParameterExceptionHandler {
  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    return Failures.report(failure, line);
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine line = failure.getCommandLine();
    line.getErr()
        .println(
            "peerdist: "
                + Failures.oneLine(failure.getMessage())
                + "; see '"
                + line.getCommandSpec().qualifiedName()
                + " --help'");
    return CommandLine.ExitCode.USAGE;
  }
}
