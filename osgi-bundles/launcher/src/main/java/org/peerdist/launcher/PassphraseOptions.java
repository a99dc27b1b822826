package org.peerdist.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.KeptPassphrase;
import org.peerdist.wire.Bytes;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for what the server's secrets are derived from. */
final class PassphraseOptions {
  @Mixin private StateFolder state = new StateFolder();

  @ArgGroup private Source source;

  /** At most one of the ways to say it. */
  static final class Source {
    @Option(
        names = "--passphrase",
        paramLabel = "TEXT",
        order = 80,
        description = {
          "What the server's secret is derived from. Servers with the same one give out the same"
              + " hashes. Without any, a random one is made once and kept in the state folder."
        })
    private String text;

    @Option(
        names = "--passphrase-hex",
        paramLabel = "HEX",
        order = 81,
        description = "The same, as hexadecimal digits.")
    private String hex;

    @Option(
        names = "--passphrase-file",
        paramLabel = "FILE",
        order = 82,
        description = "The same, from the bytes of a file.")
    private Path file;
  }

  StateFolder state() {
    return state;
  }

  /** Adds the options to those that are understood without annotations. */
  void addTo(LeanOptions options) {
    state.addTo(options);
    options.oneOf(
        LeanOptions.build(String.class, value -> source().text = value, "--passphrase"),
        LeanOptions.build(String.class, value -> source().hex = value, "--passphrase-hex"),
        LeanOptions.build(Path.class, value -> source().file = value, "--passphrase-file"));
  }

  private Source source() {
    if (source == null) {
      source = new Source();
    }
    return source;
  }

  /**
   * The passphrase that the options name, or the one that is kept.
   *
   * @throws CommandFailure if it is empty or no hexadecimal number
   * @throws IOException if a file cannot be used
   */
  ServerPassphrase read() throws CommandFailure, IOException {
    if (source == null) {
      return new KeptPassphrase(state.create().resolve("secret")).read();
    }
    Bytes bytes = bytes();
    if (bytes.length() == 0) {
      throw new CommandFailure("the passphrase is empty");
    }
    return new ServerPassphrase(bytes);
  }

  private Bytes bytes() throws CommandFailure, IOException {
    if (source.text != null) {
      return Bytes.copyOf(source.text.getBytes(StandardCharsets.UTF_8));
    }
    if (source.file != null) {
      return Bytes.copyOf(Files.readAllBytes(source.file));
    }
    try {
      return Bytes.ofHex(source.hex);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("--passphrase-hex takes pairs of hexadecimal digits only", e);
    }
  }
}
