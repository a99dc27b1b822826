package org.peerdist.launcher;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.peerdist.client.DownloadTarget;
import org.peerdist.launcher.internal.StandardOutput;

/**
 * Where a download goes. A file is written beside its place, and moved there when it is whole; what
 * a failed download leaves beside it is where the next one goes on. Devices, pipes and stdout are
 * written to as the bytes come.
 */
final class GetOutput implements Closeable {
  private final DownloadTarget target;
  private final Path file;
  private final Path draft;

  private GetOutput(DownloadTarget target, Path file, Path draft) {
    this.target = target;
    this.file = file;
    this.draft = draft;
  }

  /**
   * Makes an output; nothing is created yet.
   *
   * @param output the file, or null for stdout
   * @throws CommandFailure if that can't be an output
   */
  static GetOutput of(Path output) throws CommandFailure, IOException {
    if (output == null) {
      return new GetOutput(DownloadTarget.ofChannel(StandardOutput.channel()), null, null);
    }
    if (Files.isDirectory(output)) {
      throw new CommandFailure(output + " is a folder: -o takes a file");
    }
    Path file = Files.exists(output) ? output.toRealPath() : output.toAbsolutePath();
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return new GetOutput(DownloadTarget.ofFile(file), null, null);
    }
    if (!Files.isDirectory(file.getParent())) {
      throw new CommandFailure(file.getParent() + " is no folder");
    }
    Path draft = file.resolveSibling("." + file.getFileName() + ".peerdist-part");
    return new GetOutput(DownloadTarget.ofPartialFile(draft), file, draft);
  }

  /** An output that drops everything. */
  static GetOutput nowhere() {
    return new GetOutput(
        DownloadTarget.ofChannel(Channels.newChannel(OutputStream.nullOutputStream())), null, null);
  }

  DownloadTarget target() {
    return target;
  }

  /** Puts the whole file in its place. */
  void finish() throws IOException {
    target.close();
    if (draft == null) {
      return;
    }
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Whether a failed download left something to go on with. */
  boolean isPartial() throws IOException {
    return draft != null && Files.exists(draft) && Files.size(draft) > 0;
  }

  /** Ends the output; a draft without bytes goes away. */
  @Override
  public void close() throws IOException {
    target.close();
    if (draft != null && !isPartial()) {
      Files.deleteIfExists(draft);
    }
  }
}
