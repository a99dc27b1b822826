package org.peerdist.launcher;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.hashgen.HashGenerator;
import org.peerdist.hashgen.HashingOptions;
import org.peerdist.hashgen.HashingPass;
import org.peerdist.launcher.internal.ProgressBar;
import org.peerdist.launcher.internal.TemporaryFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the content information of a file. */
@Command(name = "hash", description = "Writes the content information (the hashes) of a file.")
final class HashCommand extends Subcommand {
  @Parameters(paramLabel = "FILE", description = "The content, or - for stdin.")
  private Path file;

  @Option(
      names = "--content-version",
      paramLabel = "1|2|1,2",
      hideParamSyntax = true,
      split = ",",
      defaultValue = "2",
      description = "1, 2 (default), or 1,2 for both in one pass.")
  private List<Integer> versionNumbers;

  @Option(
      names = "--hash",
      paramLabel = "HASH",
      description = "sha256 (default), sha384 or sha512, for version 1 only.")
  private String hash;

  @Option(
      names = "--range",
      paramLabel = "OFFSET:LENGTH",
      description = "The part of the content to describe (default: all of it).")
  private String range;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "The output, or - for stdout (default: FILE.pci, for version 2 FILE.pci2).")
  private Path output;

  @Mixin private PassphraseOptions passphrase = new PassphraseOptions();

  /** What a new command understands, without the annotations. */
  static CommandSpec leanSpec() {
    HashCommand command = new HashCommand();
    LeanOptions options =
        new LeanOptions(command)
            .parameter(Path.class, value -> command.file = value)
            .numbers(value -> command.versionNumbers = value, "--content-version", "2")
            .option(String.class, value -> command.hash = value, "--hash")
            .option(String.class, value -> command.range = value, "--range")
            .option(Path.class, value -> command.output = value, "-o", "--output");
    command.passphrase.addTo(options);
    command.addTo(options);
    return options.spec();
  }

  @Override
  void run() throws CommandFailure, IOException {
    Map<ContentVersion, Path> outputs = outputs(versions());
    HashingOptions options = HashingOptions.defaults().withVersion1Algorithm(algorithm(outputs));
    RangeOption part = RangeOption.parse(range, this);
    try (HashGenerator generator = new HashGenerator(passphrase.read(), options)) {
      if (part == null && !isStdout()) {
        hash(generator, outputs);
      } else {
        hashAside(generator, outputs, part);
      }
    }
  }

  private Set<ContentVersion> versions() {
    Set<ContentVersion> versions = new TreeSet<>();
    for (int number : versionNumbers) {
      if (number != 1 && number != 2) {
        throw usage("--content-version takes 1, 2 or 1,2, not " + number);
      }
      versions.add(number == 1 ? ContentVersion.V1 : ContentVersion.V2);
    }
    return versions;
  }

  private HashAlgorithm algorithm(Map<ContentVersion, Path> outputs) {
    if (hash == null) {
      return ContentVersion.V1.defaultAlgorithm();
    }
    if (!outputs.containsKey(ContentVersion.V1)) {
      throw usage("--hash is for --content-version 1; version 2 has but one hash");
    }
    return ContentVersion.V1.algorithms().stream()
        .filter(known -> known.label().equals(hash))
        .findFirst()
        .orElseThrow(() -> usage("--hash takes sha256, sha384 or sha512, not '" + hash + "'"));
  }

  private Map<ContentVersion, Path> outputs(Set<ContentVersion> versions) {
    if (output != null && versions.size() > 1) {
      throw usage("-o takes one version; two are written to FILE.pci and FILE.pci2");
    }
    if (output == null && isStdin()) {
      throw usage("with stdin as input, -o says where the output goes");
    }
    Map<ContentVersion, Path> outputs = new EnumMap<>(ContentVersion.class);
    for (ContentVersion version : versions) {
      String ending = version == ContentVersion.V1 ? ".pci" : ".pci2";
      Path usual = output == null ? file.resolveSibling(file.getFileName() + ending) : output;
      outputs.put(version, usual);
    }
    return outputs;
  }

  private boolean isStdin() {
    return file.toString().equals("-");
  }

  private boolean isStdout() {
    return output != null && output.toString().equals("-");
  }

  private void hash(HashGenerator generator, Map<ContentVersion, Path> outputs) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder, not a file");
    }
    try (ReadableByteChannel content = isStdin() ? Channels.newChannel(System.in) : open();
        ProgressBar bar = ProgressBar.onStderr();
        HashingPass pass = generator.startPass(outputs)) {
      OptionalLong length =
          content instanceof FileChannel known
              ? OptionalLong.of(known.size())
              : OptionalLong.empty();
      pass.readAll(content, done -> bar.show(done, length, "hashing"));
      pass.finish();
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(file);
  }

  /** Hashes into a temporary folder, and writes what is wanted of it. */
  private void hashAside(
      HashGenerator generator, Map<ContentVersion, Path> outputs, RangeOption part)
      throws IOException, CommandFailure {
    Path folder = Files.createTempDirectory("peerdist-hash");
    try {
      Map<ContentVersion, Path> aside = new EnumMap<>(ContentVersion.class);
      outputs.keySet().forEach(version -> aside.put(version, folder.resolve(version.name())));
      hash(generator, aside);
      for (ContentVersion version : outputs.keySet()) {
        InformationPart.write(aside.get(version), part, isStdout() ? null : outputs.get(version));
      }
    } finally {
      TemporaryFolders.delete(folder);
    }
  }
}
