package org.peerdist.launcher;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;

/** The output of a shell, which stays open when a command is done with it. */
final class ShellStream extends BufferedOutputStream {
  ShellStream(PrintStream out) {
    super(out);
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
