package org.peerdist.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.peerdist.api.Owner;
import org.peerdist.api.PublishingSession;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.HashGenerator;
import org.peerdist.hashgen.HashingOptions;
import org.peerdist.hashgen.PublishingLimits;
import org.peerdist.hashgen.PublishingOptions;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.wire.Bytes;

/** A real server on loopback with handlers of a test. */
final class TestOrigin implements AutoCloseable {
  static final ServerPassphrase PASSPHRASE =
      new ServerPassphrase(Bytes.copyOf("no secret".getBytes(StandardCharsets.UTF_8)));

  final Server server = new Server();
  final PublishingService publishing;
  final PublishingSession session;
  final PeerDistHandler handler;

  TestOrigin(Path cacheFolder) throws IOException {
    this(cacheFolder, PublishingLimits.DEFAULT);
  }

  TestOrigin(Path cacheFolder, PublishingLimits limits) throws IOException {
    publishing =
        PublishingService.open(
            cacheFolder, PASSPHRASE, PublishingOptions.DEFAULT.withLimits(limits));
    session = publishing.openSession(Owner.SHARED);
    handler = new PeerDistHandler(session);
  }

  TestOrigin start(Handler inside) throws Exception {
    handler.setHandler(inside);
    start(server, handler);
    return this;
  }

  static void start(Server server, Handler handler) throws Exception {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(handler);
    server.start();
  }

  static int port(Server server) {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  HttpConnection connect() throws IOException {
    return new HttpConnection(port(server));
  }

  /** The hashes of some bytes, made without a server. */
  static ByteBuffer hashes(ContentVersion version, byte[] content) throws IOException {
    Path folder = Files.createTempDirectory("hashes");
    try (HashGenerator generator = new HashGenerator(PASSPHRASE, HashingOptions.defaults())) {
      Path file = Files.write(folder.resolve("content"), content);
      Map<ContentVersion, Path> outputs = new EnumMap<>(ContentVersion.class);
      outputs.put(version, folder.resolve("hashes"));
      generator.hashFile(file, outputs);
      return ByteBuffer.wrap(Files.readAllBytes(folder.resolve("hashes")));
    } finally {
      Files.deleteIfExists(folder.resolve("content"));
      Files.deleteIfExists(folder.resolve("hashes"));
      Files.delete(folder);
    }
  }

  @Override
  public void close() throws IOException {
    try (publishing) {
      LifeCycle.stop(server);
    }
  }
}
