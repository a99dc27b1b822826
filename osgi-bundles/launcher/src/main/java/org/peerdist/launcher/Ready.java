package org.peerdist.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Tells whoever started a service that it accepts connections. */
final class Ready {
  private Ready() {}

  static void print(String url) throws IOException {
    // Not closed: that would close stdout.
    @SuppressWarnings("resource")
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    out.write(("ready " + url + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
