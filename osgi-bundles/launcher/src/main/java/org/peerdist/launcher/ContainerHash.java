package org.peerdist.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.peerdist.content.ContentVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes the content information of a file, as the publisher of the container gives it. */
@Command(
    name = "peerdist:hash",
    description = "Writes the content information (the hashes) of a file, as the publisher has it.")
final class ContainerHash extends ContainerCommand implements Callable<Integer> {
  private final ContainerServices services;

  @Parameters(paramLabel = "FILE", description = "The content.")
  private Path file;

  @Mixin private InformationOptions information;

  ContainerHash(ContainerServices services) {
    this.services = services;
  }

  @Override
  public Integer call() throws CommandFailure, IOException {
    Map<ContentVersion, Path> outputs = information.outputs(file);
    if (Files.isDirectory(file)) {
      throw new CommandFailure(file + " is a folder, not a file");
    }
    services.neededPublisher().generator().hashFile(file, outputs);
    for (Path written : outputs.values()) {
      out().println(written);
    }
    return 0;
  }
}
