package org.peerdist.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.peerdist.client.ClientOptions;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.discovery.DiscoveryOptions;
import org.peerdist.jetty.FileOrigin;
import org.peerdist.jetty.service.HttpService;
import org.peerdist.launcher.internal.Loopback;
import org.peerdist.launcher.internal.ProgressBar;
import org.peerdist.wire.Bytes;

/** An origin, and a branch with some clients, all on the loopback interface. */
final class DemoBranch implements AutoCloseable {
  private static final long MILLIS_BETWEEN_LOOKS = 20;

  private final FileOrigin origin;
  private final HttpService server;
  private final List<DemoClient> clients = new ArrayList<>();
  private final Optional<String> discovery;

  private DemoBranch(FileOrigin origin, HttpService server, Optional<String> discovery) {
    this.origin = origin;
    this.server = server;
    this.discovery = discovery;
  }

  /**
   * Starts the origin on {@code folder/site}, and the clients.
   *
   * @param discovery the interface on which the clients discover each other; if there is none, each
   *     is told where the others are
   */
  static DemoBranch start(Path folder, int clients, long cacheBytes, Optional<String> discovery)
      throws IOException {
    byte[] passphrase = folder.toString().getBytes(StandardCharsets.UTF_8);
    FileOrigin origin =
        FileOrigin.builder(
                folder.resolve("site"),
                Files.createDirectories(folder.resolve("publications")),
                new ServerPassphrase(Bytes.copyOf(passphrase)))
            .publish(true)
            .open();
    HttpService server = HttpService.start("127.0.0.1", Loopback.address(0), origin.handler());
    DemoBranch branch = new DemoBranch(origin, server, discovery);
    try {
      for (int i = 1; i <= clients; i++) {
        branch.clients.add(
            DemoClient.start(
                "client " + i,
                folder.resolve("client-" + i),
                cacheBytes,
                discovery.map(List::of).orElse(List.of())));
      }
    } catch (IOException e) {
      branch.close();
      throw e;
    }
    return branch;
  }

  /** Waits until the origin has the hashes of so many files. */
  void awaitHashes(int files, long bytes) throws InterruptedException, CommandFailure {
    try (ProgressBar bar = ProgressBar.onStderr()) {
      while (origin.publishingStatistics().completed() < files) {
        if (origin.publishingStatistics().failed() > 0) {
          throw new CommandFailure("the origin could not hash its files; --verbose says why");
        }
        bar.show(origin.publishingStatistics().hashedBytes(), OptionalLong.of(bytes), "hashing");
        TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
      }
    }
  }

  List<DemoFetch> oneAfterTheOther(DemoContent content) throws IOException, InterruptedException {
    List<DemoFetch> fetches = new ArrayList<>();
    for (DemoClient client : clients) {
      fetches.add(client.fetch("", url(content), content, options(client)));
    }
    DemoClient first = clients.get(0);
    fetches.add(first.fetch(" again", url(content), content, options(first)));
    return fetches;
  }

  List<DemoFetch> allAtOnce(DemoContent content) throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(clients.size());
    try {
      List<Callable<DemoFetch>> tasks = new ArrayList<>();
      for (DemoClient client : clients) {
        ClientOptions options = options(client);
        tasks.add(() -> client.fetch("", url(content), content, options));
      }
      List<DemoFetch> fetches = new ArrayList<>();
      for (Future<DemoFetch> done : threads.invokeAll(tasks)) {
        fetches.add(done.get());
      }
      return fetches;
    } catch (ExecutionException e) {
      throw new IOException(Failures.describe(e.getCause()), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private URI url(DemoContent content) {
    return URI.create(server.url() + content.file().getFileName());
  }

  private ClientOptions options(DemoClient client) throws IOException {
    if (discovery.isPresent()) {
      return ClientOptions.defaults()
          .withProbing(DiscoveryOptions.defaults().withInterfaces(List.of(discovery.get())));
    }
    List<InetSocketAddress> others = new ArrayList<>();
    for (DemoClient other : clients) {
      if (other != client) {
        others.add(other.address());
      }
    }
    return ClientOptions.defaults().withDiscovery(false).withNamedPeers(others);
  }

  @Override
  public void close() throws IOException {
    try (origin;
        server) {
      for (DemoClient client : clients) {
        client.close();
      }
    }
  }
}
