package org.peerdist.launcher;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.peerdist.content.ContentVersion;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which content information of a file is written, and where. */
final class InformationOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--content-version",
      paramLabel = "1|2|1,2",
      hideParamSyntax = true,
      split = ",",
      defaultValue = "2",
      description = "1, 2 (default), or 1,2 for both in one pass.")
  private List<Integer> numbers;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "The output (default: FILE.pci, for version 2 FILE.pci2).")
  private Path output;

  /** Adds the options to those that are understood without annotations. */
  void addTo(LeanOptions options) {
    spec = options.spec();
    options
        .numbers(value -> numbers = value, "--content-version", "2")
        .option(Path.class, value -> output = value, "-o", "--output");
  }

  /** The versions that are asked for. */
  Set<ContentVersion> versions() {
    Set<ContentVersion> versions = new TreeSet<>();
    for (int number : numbers) {
      if (number != 1 && number != 2) {
        throw usage("--content-version takes 1, 2 or 1,2, not " + number);
      }
      versions.add(number == 1 ? ContentVersion.V1 : ContentVersion.V2);
    }
    return versions;
  }

  /** Whether it was said where the output goes. */
  boolean isOutputNamed() {
    return output != null;
  }

  /** Whether it goes to stdout. */
  boolean isStdout() {
    return isOutputNamed() && output.toString().equals("-");
  }

  /** For each version that is asked for, the file to write. */
  Map<ContentVersion, Path> outputs(Path file) {
    Set<ContentVersion> versions = versions();
    if (isOutputNamed() && versions.size() > 1) {
      throw usage("-o takes one version; two are written to FILE.pci and FILE.pci2");
    }
    Map<ContentVersion, Path> outputs = new EnumMap<>(ContentVersion.class);
    for (ContentVersion version : versions) {
      String ending = version == ContentVersion.V1 ? ".pci" : ".pci2";
      Path usual = isOutputNamed() ? output : file.resolveSibling(file.getFileName() + ending);
      outputs.put(version, usual);
    }
    return outputs;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
