package org.peerdist.launcher;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.hashgen.HashGenerator;
import org.peerdist.hashgen.HashingOptions;
import org.peerdist.hashgen.HashingPass;
import org.peerdist.hashgen.PublishingOptions;
import org.peerdist.hashgen.PublishingService;
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
  @Parameters(
      paramLabel = "FILE",
      description = "The content, or - for stdin. With -o -, the output goes to stdout.")
  private Path file;

  @Mixin private InformationOptions information = new InformationOptions();

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
      names = "--share",
      description = {
        "Writes no output, but makes the hashes of FILE, or of all files in it if it is a folder,"
            + " ready in the state folder, where 'peerdist share' finds them. Not while something"
            + " else runs with that state folder."
      })
  private boolean share;

  @Mixin private PassphraseOptions passphrase = new PassphraseOptions();

  /** What a new command understands, without the annotations. */
  static CommandSpec leanSpec() {
    HashCommand command = new HashCommand();
    LeanOptions options =
        new LeanOptions(command)
            .parameter(Path.class, value -> command.file = value)
            .option(String.class, value -> command.hash = value, "--hash")
            .option(String.class, value -> command.range = value, "--range")
            .option(Boolean.class, value -> command.share = value, "--share");
    command.information.addTo(options);
    command.passphrase.addTo(options);
    command.addTo(options);
    return options.spec();
  }

  @Override
  void run() throws CommandFailure, IOException, InterruptedException {
    if (share) {
      hashShare();
      return;
    }
    Map<ContentVersion, Path> outputs = outputs();
    HashingOptions options = HashingOptions.defaults().withVersion1Algorithm(algorithm(outputs));
    RangeOption part = RangeOption.parse(range, this);
    try (HashGenerator generator = new HashGenerator(passphrase.read(), options)) {
      if (part == null && !information.isStdout()) {
        hash(generator, outputs);
      } else {
        hashAside(generator, outputs, part);
      }
    }
  }

  private void hashShare() throws CommandFailure, IOException, InterruptedException {
    if (hash != null || range != null || information.isOutputNamed() || isStdin()) {
      throw usage("--share goes with a file or folder, and not with --hash, --range or -o");
    }
    // A share finds hashes only if they are there in all versions that it gives out.
    PublishingOptions options =
        PublishingOptions.DEFAULT.withHighestVersion(Collections.max(information.versions()));
    Path publications = passphrase.state().create("publications");
    try (PublishingService publishing =
        PublishingService.open(publications, passphrase.read(), options)) {
      ShareHashing hashing = new ShareHashing(publishing);
      hashing.hash(file);
      System.out.println(hashing.text());
      if (hashing.missing() > 0) {
        throw new CommandFailure(hashing.missing() + " have no hashes: try once more");
      }
    }
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

  private Map<ContentVersion, Path> outputs() {
    if (isStdin() && !information.isOutputNamed()) {
      throw usage("with stdin as input, -o says where the output goes");
    }
    return information.outputs(file);
  }

  private boolean isStdin() {
    return file.toString().equals("-");
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
        InformationPart.write(
            aside.get(version), part, information.isStdout() ? null : outputs.get(version));
      }
    } finally {
      TemporaryFolders.delete(folder);
    }
  }
}
