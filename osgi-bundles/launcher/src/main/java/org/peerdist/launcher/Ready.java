package org.peerdist.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.peerdist.launcher.internal.StandardOutput;

/** Tells whoever started a service that it accepts connections. */
final class Ready {
  private Ready() {}

  static void print(String url) throws IOException {
    // Not closed: that would close stdout.
    @SuppressWarnings("resource")
    OutputStream out = StandardOutput.stream();
    out.write(("ready " + url + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
