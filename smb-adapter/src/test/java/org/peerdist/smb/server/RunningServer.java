package org.peerdist.smb.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.peerdist.smb.files.NioFileTree;

/** A server for tests, with the shares data, sealed and readonly, and the user alice. */
final class RunningServer implements AutoCloseable {
  static final String USER = "alice";
  static final String PASSWORD = "a secret";

  private final Path folder;
  private final NioFileTree files;
  private final ShareServer server;

  RunningServer(Path folder, UnaryOperator<ShareServerOptions> change) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("hello.txt"), "hello");
    files = new NioFileTree(folder, "test", false);
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server =
        ShareServer.start(
            change.apply(ShareServerOptions.at(anyPort)),
            List.of(
                new Share("data", "the data", files, true, false),
                new Share("sealed", "", files, true, true),
                Share.readOnly("readonly", files)),
            UserStore.ofPasswords(Map.of(USER, PASSWORD)),
            HashPublisher.NONE);
  }

  Path folder() {
    return folder;
  }

  int port() {
    return server.address().getPort();
  }

  int connections() {
    return server.connections();
  }

  long failedLogins() {
    return server.failedLogins();
  }

  @Override
  public void close() {
    server.close();
    files.close();
  }
}
