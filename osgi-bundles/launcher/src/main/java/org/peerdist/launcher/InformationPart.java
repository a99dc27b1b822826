package org.peerdist.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.peerdist.content.ContentInformation;
import org.peerdist.launcher.internal.StandardOutput;
import org.peerdist.wire.WireFormatException;

/** Copies content information, or what it says about a part of the content. */
final class InformationPart {
  private InformationPart() {}

  /**
   * Copies it.
   *
   * @param whole a file with content information of the whole content
   * @param part what to describe, or null for all
   * @param output the output, or null for stdout
   * @throws CommandFailure if the part is not in the content
   */
  static void write(Path whole, RangeOption part, Path output) throws IOException, CommandFailure {
    try (FileChannel channel = FileChannel.open(whole)) {
      ByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      ByteBuffer wanted = part == null ? all : part(all, part);
      if (output == null) {
        try (WritableByteChannel out = StandardOutput.channel()) {
          write(wanted, out);
        }
        return;
      }
      try (WritableByteChannel out =
          FileChannel.open(
              output,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        write(wanted, out);
      }
    }
  }

  private static ByteBuffer part(ByteBuffer all, RangeOption part) throws CommandFailure {
    try {
      ContentInformation information = ContentInformation.decode(all);
      if (!information.range().contains(part.range())) {
        throw new CommandFailure(
            "the content has " + information.range() + ", not all of " + part.range());
      }
      return information.encode(part.range());
    } catch (WireFormatException e) {
      throw new IllegalStateException("what was just written can't be read", e);
    }
  }

  private static void write(ByteBuffer bytes, WritableByteChannel out) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
