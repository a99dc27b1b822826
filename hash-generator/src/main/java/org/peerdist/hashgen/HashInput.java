package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What is hashed when its turn comes.
 *
 * @param place where it is, for messages
 * @param opener opens it
 */
record HashInput(String place, Opener opener) {
  /** Opens something to be read from its start. */
  @FunctionalInterface
  interface Opener {
    ReadableByteChannel open() throws IOException;
  }

  static HashInput of(Path file) {
    return new HashInput(file.toString(), () -> FileChannel.open(file, StandardOpenOption.READ));
  }

  static HashInput of(ReadableState state) {
    return new HashInput(state.place(), state::open);
  }
}
