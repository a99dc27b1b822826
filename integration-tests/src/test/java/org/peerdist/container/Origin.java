package org.peerdist.container;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.integration.ThinLine;
import org.peerdist.jetty.FileOrigin;
import org.peerdist.jetty.service.HttpService;
import org.peerdist.wire.Bytes;

/** An origin with one file, in the process of the test and outside of the containers. */
final class Origin implements AutoCloseable {
  private final Path file;
  private final FileOrigin origin;
  private final ThinLine line;
  private final HttpService server;

  /** Starts it with so many bytes, and has their hashes. */
  Origin(Path folder, int length, long bytesPerSecond) throws IOException, InterruptedException {
    Path site = Files.createDirectories(folder.resolve("site"));
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    file = Files.write(site.resolve("file"), content);
    ServerPassphrase passphrase = new ServerPassphrase(Bytes.copyOf(new byte[] {1, 2, 3}));
    origin =
        FileOrigin.builder(site, folder.resolve("publications"), passphrase).publish(true).open();
    line = new ThinLine(origin.handler(), bytesPerSecond);
    server =
        HttpService.start(
            "127.0.0.1", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), line);
    if (!origin.awaitPublished(Duration.ofMinutes(1))) {
      throw new IOException("the hashes take too long");
    }
  }

  String url() {
    return server.url() + "file";
  }

  Path file() {
    return file;
  }

  /** How many bytes of the content went out so far. */
  long sent() {
    return line.contentBytes();
  }

  @Override
  public void close() throws IOException {
    try (origin;
        line) {
      server.close();
    }
  }
}
