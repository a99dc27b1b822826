package org.peerdist.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.peerdist.content.ContentVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the content information of a file, as the publisher of the container gives it. */
@Command(
    name = "peerdist:hash",
    description = "Writes the content information (the hashes) of a file, as the publisher has it.")
final class ContainerHash extends ContainerCommand implements Callable<Integer> {
  private final ContainerServices services;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The content.")
  private Path file;

  @Option(
      names = "--content-version",
      paramLabel = "1|2|1,2",
      hideParamSyntax = true,
      split = ",",
      defaultValue = "2",
      description = "1, 2 (default), or 1,2 for both in one pass.")
  private List<Integer> versions;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "The output (default: FILE.pci, for version 2 FILE.pci2).")
  private Path output;

  ContainerHash(ContainerServices services) {
    this.services = services;
  }

  @Override
  public Integer call() throws CommandFailure, IOException {
    Map<ContentVersion, Path> outputs = outputs();
    if (Files.isDirectory(file)) {
      throw new CommandFailure(file + " is a folder, not a file");
    }
    services.neededPublisher().generator().hashFile(file, outputs);
    for (Path written : outputs.values()) {
      out().println(written);
    }
    return 0;
  }

  private Map<ContentVersion, Path> outputs() {
    Map<ContentVersion, Path> outputs = new EnumMap<>(ContentVersion.class);
    for (int number : versions) {
      if (number != 1 && number != 2) {
        throw usage("--content-version takes 1, 2 or 1,2, not " + number);
      }
      String ending = number == 1 ? ".pci" : ".pci2";
      outputs.put(
          number == 1 ? ContentVersion.V1 : ContentVersion.V2,
          output == null ? file.resolveSibling(file.getFileName() + ending) : output);
    }
    if (output != null && outputs.size() > 1) {
      throw usage("-o takes one version; two are written to FILE.pci and FILE.pci2");
    }
    return outputs;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
