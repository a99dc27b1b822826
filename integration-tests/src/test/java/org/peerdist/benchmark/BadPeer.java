package org.peerdist.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.DownloadRequest;
import org.peerdist.client.DownloadTarget;
import org.peerdist.client.PeerDistClient;
import org.peerdist.jetty.RetrievalHandler;
import org.peerdist.peer.CacheBlockSource;
import org.peerdist.retrieval.RetrievalServer;

/**
 * What one bad peer among ten costs a download: ten peers on loopback have all of a content, and
 * the first of them misbehaves.
 */
final class BadPeer implements AutoCloseable {
  private static final int PEERS = 10;

  /** How a peer misbehaves. */
  enum Fault {
    /** Not at all. */
    NONE,
    /** Sends blocks with a wrong byte. */
    CORRUPTS,
    /** Accepts requests and never answers. */
    SILENT,
    /** Takes 0.7 s for each answer. */
    SLOW,
    /** Answers that something is wrong with it. */
    REFUSES
  }

  private final ContentCache cache;
  private final URI url;
  private final Server server = new Server(new QueuedThreadPool(400));
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private volatile Fault fault = Fault.NONE;

  /**
   * Fetches the content into a cache, and starts the peers.
   *
   * @param url the content, of which the origin has hashes
   * @param folder for the cache
   */
  BadPeer(URI url, Path folder, long cacheSize) throws Exception {
    this.url = url;
    this.cache = ContentCache.open(folder, CacheOptions.ofMaxBytes(cacheSize));
    fetch(BlockStore.of(cache), List.of());
    RetrievalHandler handler =
        new RetrievalHandler(new RetrievalServer(new CacheBlockSource(cache)));
    List<ServerConnector> connectors = new ArrayList<>();
    for (int i = 0; i < PEERS; i++) {
      ServerConnector connector = new ServerConnector(server);
      connector.setHost("127.0.0.1");
      server.addConnector(connector);
      connectors.add(connector);
    }
    server.setHandler(new Misbehaving(handler, connectors.get(0)));
    server.start();
    for (ServerConnector connector : connectors) {
      addresses.add(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort()));
    }
  }

  /** The first peer, as the fault says; all others as they should be. */
  private final class Misbehaving extends Handler.Wrapper {
    private final ServerConnector bad;

    Misbehaving(Handler handler, ServerConnector bad) {
      super(handler);
      this.bad = bad;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (request.getConnectionMetaData().getConnector() != bad) {
        return super.handle(request, response, callback);
      }
      switch (fault) {
        case NONE -> {
          return super.handle(request, response, callback);
        }
        case SLOW ->
            request
                .getComponents()
                .getScheduler()
                .schedule(
                    () ->
                        request
                            .getComponents()
                            .getExecutor()
                            .execute(() -> late(request, response, callback)),
                    700,
                    TimeUnit.MILLISECONDS);
        case CORRUPTS -> super.handle(request, new WrongByte(request, response), callback);
        case REFUSES ->
            Response.writeError(request, response, callback, HttpStatus.INTERNAL_SERVER_ERROR_500);
        case SILENT -> {
          // The callback is never called.
        }
      }
      return true;
    }

    private void late(Request request, Response response, Callback callback) {
      try {
        super.handle(request, response, callback);
      } catch (Exception e) {
        callback.failed(e);
      }
    }
  }

  /** Changes the last byte of each piece. */
  private static final class WrongByte extends Response.Wrapper {
    WrongByte(Request request, Response wrapped) {
      super(request, wrapped);
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
      if (content == null || content.remaining() < 1000) {
        super.write(last, content, callback);
        return;
      }
      ByteBuffer copy = ByteBuffer.allocate(content.remaining()).put(content).flip();
      int middle = copy.limit() / 2;
      copy.put(middle, (byte) (copy.get(middle) + 1));
      super.write(last, copy, callback);
    }
  }

  /** Downloads from ten peers of which one has a fault. */
  double seconds(Fault theFault) throws Exception {
    fault = theFault;
    DownloadReport report = fetch(BlockStore.NONE, addresses);
    if (report.fromPeers() != report.bytes()) {
      throw new IOException("peers gave " + report.fromPeers() + " of " + report.bytes());
    }
    return report.time().toNanos() / 1e9;
  }

  private DownloadReport fetch(BlockStore store, List<InetSocketAddress> peers) throws Exception {
    ClientOptions options = ClientOptions.defaults().withDiscovery(false).withNamedPeers(peers);
    try (PeerDistClient client = new PeerDistClient(options, store);
        DownloadTarget nowhere = new Nowhere()) {
      return client.fetch(DownloadRequest.of(url, nowhere));
    }
  }

  /** Takes bytes and drops them. */
  private static final class Nowhere implements DownloadTarget {
    @Override
    public long start() {
      return 0;
    }

    @Override
    public void write(ByteBuffer data) {
      data.position(data.limit());
    }

    @Override
    public boolean truncate(long offset) {
      return false;
    }

    @Override
    public boolean read(long offset, ByteBuffer into) {
      return false;
    }

    @Override
    public void close() {}
  }

  @Override
  public void close() throws IOException {
    LifeCycle.stop(server);
    cache.close();
  }
}
