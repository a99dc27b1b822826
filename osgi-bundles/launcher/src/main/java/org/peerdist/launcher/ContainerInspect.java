package org.peerdist.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.peerdist.content.ContentInformation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows in a container what content information says. */
@Command(
    name = "peerdist:inspect",
    description = "Shows content information of either version: its range, segments and blocks.")
final class ContainerInspect extends ContainerCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The content information.")
  private Path file;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws CommandFailure, IOException {
    ContentInformation information = InspectCommand.read(file);
    try (OutputStream out = new ShellStream(out())) {
      if (json) {
        InformationReport.writeJson(information, out);
      } else {
        InformationReport.writeText(information, out);
      }
    }
    return 0;
  }
}
