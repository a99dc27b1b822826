package org.peerdist.smb.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.smb.client.SmbAddress;
import org.peerdist.smb.client.SmbLogin;
import org.peerdist.smb.client.SmbOptions;
import org.peerdist.smb.client.internal.RemoteFile;
import org.peerdist.smb.client.internal.SmbConnection;
import org.peerdist.smb.files.FileTree;
import org.peerdist.smb.files.NioFileTree;
import org.peerdist.smb.files.OpenFile;
import org.peerdist.smb.files.OpenRequest;
import org.peerdist.smb.gateway.internal.RemoteLink;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.server.HashPublisher;
import org.peerdist.smb.server.Share;
import org.peerdist.smb.server.ShareServer;
import org.peerdist.smb.server.ShareServerOptions;
import org.peerdist.smb.server.UserStore;

/** A gateway to a server that takes what is sent and never answers, beside a share that is here. */
@Timeout(120)
class HangingServerTest {
  private static final SmbLogin LOGIN = SmbLogin.password("", "anna", "pass".toCharArray());
  private static final SmbOptions PATIENT = SmbOptions.DEFAULT.withTimeout(Duration.ofSeconds(100));

  /** More than there are workers. */
  private static final int CLIENTS = 2 * RemoteFileTree.WAITERS + 8;

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
  private final List<SmbConnection> clients = new ArrayList<>();
  private NioFileTree files;
  private ShareServer old;
  private Relay relay;
  private Counted counted;
  private ShareServer server;
  private SmbConnection local;

  /** Counts who is being answered. */
  private static final class Counted implements FileTree {
    private final FileTree tree;
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CountDownLatch full = new CountDownLatch(RemoteFileTree.WAITERS);

    Counted(FileTree tree) {
      this.tree = tree;
    }

    @Override
    public OpenFile open(OpenRequest request) throws StatusException {
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      full.countDown();
      try {
        return tree.open(request);
      } finally {
        now.decrementAndGet();
      }
    }

    @Override
    public byte[] queryFileSystem(int informationClass, int most) throws StatusException {
      return tree.queryFileSystem(informationClass, most);
    }

    @Override
    public int waiters() {
      return tree.waiters();
    }

    @Override
    public void close() throws IOException {
      tree.close();
    }
  }

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("file"), "text");
    files = new NioFileTree(folder, "data", false);
    old = server(Share.readOnly("data", files));
    relay = new Relay(old.address().getPort());
    counted =
        new Counted(
            RemoteFileTree.over(
                RemoteLink.open(address(relay.port(), "data"), LOGIN, PATIENT, Duration.ZERO),
                true));
    server = server(Share.readOnly("far", counted), Share.readOnly("near", files));
    local = connect("near");
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(connect("far"));
    }
  }

  private static ShareServer server(Share... shares) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return ShareServer.start(
        ShareServerOptions.at(anyPort).withWorkers(1),
        List.of(shares),
        UserStore.ofPasswords(Map.of("anna", "pass")),
        HashPublisher.NONE);
  }

  private static SmbAddress address(int port, String share) {
    return new SmbAddress("", Optional.empty(), Optional.empty(), "127.0.0.1", port, share, "");
  }

  private SmbConnection connect(String share) throws IOException {
    return SmbConnection.open(address(server.address().getPort(), share), LOGIN, PATIENT);
  }

  @AfterEach
  void stop() throws IOException {
    relay.thaw();
    clients.forEach(SmbConnection::close);
    local.close();
    threads.shutdownNow();
    server.close();
    counted.close();
    relay.close();
    old.close();
    files.close();
  }

  @Test
  void requests_moreThanThereAreWorkers_leaveSomeToOtherShares() throws Exception {
    relay.freeze();
    List<Future<RemoteFile>> opened = new ArrayList<>();
    for (SmbConnection client : clients) {
      opened.add(threads.submit(() -> client.file("file")));
    }
    counted.full.await();
    assertThat(local.list("")).extracting(SmbConnection.Entry::path).containsExactly("file");
    assertThat(opened).noneMatch(Future::isDone);
    relay.thaw();
    for (Future<RemoteFile> file : opened) {
      file.get().close();
    }
    assertThat(counted.most).hasValue(RemoteFileTree.WAITERS);
  }

  @Test
  void filesOfClientsThatLeave_moreThanThereAreWorkers_leaveSomeToOtherShares() throws Exception {
    for (SmbConnection client : clients) {
      client.file("file");
    }
    relay.freeze();
    clients.forEach(SmbConnection::abandon);
    // Until as many wait as may: the others leave when it is their turn.
    while (server.connections() > 1 + CLIENTS - RemoteFileTree.WAITERS) {
      local.list("");
    }
    assertThat(local.list("")).extracting(SmbConnection.Entry::path).containsExactly("file");
  }
}
