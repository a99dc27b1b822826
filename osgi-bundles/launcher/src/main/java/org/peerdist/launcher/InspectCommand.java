package org.peerdist.launcher;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.peerdist.content.ContentInformation;
import org.peerdist.launcher.internal.StandardOutput;
import org.peerdist.wire.WireFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what content information says. */
@Command(
    name = "inspect",
    description = "Shows content information of either version: its range, segments and blocks.")
final class InspectCommand extends Subcommand {
  /** What is larger is mapped, not read. */
  private static final long READ_AT_MOST = 16 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(InspectCommand.class);

  @Parameters(paramLabel = "FILE", description = "The content information, or - for stdin.")
  private Path file;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  void run() throws CommandFailure, IOException {
    ContentInformation information = read(file);
    try (OutputStream out = new BufferedOutputStream(StandardOutput.stream())) {
      if (json) {
        InformationReport.writeJson(information, out);
      } else {
        InformationReport.writeText(information, out);
      }
    } catch (StandardOutput.NobodyReadsException e) {
      LOG.debug("Who reads has seen enough", e);
    }
  }

  /** Reads content information from a file, or from stdin. */
  static ContentInformation read(Path file) throws CommandFailure, IOException {
    try {
      return ContentInformation.decode(bytes(file));
    } catch (WireFormatException e) {
      throw new CommandFailure(file + " is no content information: " + e.getMessage(), e);
    }
  }

  private static ByteBuffer bytes(Path file) throws CommandFailure, IOException {
    if (file.toString().equals("-")) {
      return ByteBuffer.wrap(System.in.readAllBytes());
    }
    try (FileChannel channel = FileChannel.open(file)) {
      if (!Files.isRegularFile(file) || channel.size() <= READ_AT_MOST) {
        return ByteBuffer.wrap(Files.readAllBytes(file));
      }
      if (channel.size() > Integer.MAX_VALUE) {
        throw new CommandFailure(file + " is larger than 2 GiB, too large for this command");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }
}
