package org.peerdist.jetty.module;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.peerdist.cache.ContentCache;
import org.peerdist.cache.SharedCacheHost;
import org.peerdist.cache.SharedCacheServer;
import org.peerdist.client.DownloadLog;
import org.peerdist.discovery.DiscoveryOptions;
import org.peerdist.discovery.Quorum;
import org.peerdist.discovery.Responder;
import org.peerdist.jetty.RetrievalHandler;
import org.peerdist.jetty.service.SharedDownloadLog;
import org.peerdist.peer.CacheBlockSource;
import org.peerdist.peer.CacheHoldings;
import org.peerdist.retrieval.CryptoAlgorithm;
import org.peerdist.retrieval.RetrievalServer;
import org.peerdist.retrieval.UploadLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The module {@code peerdist-peer}: a server offers a content cache to its network. */
public final class PeerModule extends CacheModule {
  private static final Logger LOG = LoggerFactory.getLogger(PeerModule.class);

  /** Everybody's, where port 80 is taken. */
  private static final int PORT = 1337;

  private DiscoveryOptions discovery = DiscoveryOptions.defaults();
  private boolean discoverable = true;
  private PeerPage.Access access = PeerPage.Access.LOCAL;
  private final DownloadLog downloads = new DownloadLog();
  private final Quorum quorum = new Quorum(Quorum.DEFAULT);
  private Responder responder;
  private SharedCacheServer shared;

  /**
   * A module with the usual settings: it answers on port 1337.
   *
   * @param base the folder that relative paths begin at, {@code $JETTY_BASE}
   */
  public PeerModule(String base) {
    super("peerdist.peer", base, "cache", Optional.of(PORT), UploadLimits.PEER);
  }

  /**
   * {@code peerdist.peer.discovery}: whether those who search the network are answered.
   *
   * @param answer {@code true} or {@code false}; true unless set
   */
  public void setDiscovery(String answer) {
    discoverable = Settings.flag("peerdist.peer.discovery", answer);
  }

  /**
   * {@code peerdist.peer.interfaces}: the network interfaces on which they are answered.
   *
   * @param names names with commas between them; all that can multicast unless set
   */
  public void setInterfaces(String names) {
    discovery = discovery.withInterfaces(List.of(Settings.list(names)));
  }

  /**
   * {@code peerdist.peer.status}: who sees what it does, at {@code /peerdist/} of its port.
   *
   * @param who {@code local}, {@code all} or {@code off}; {@code local} unless set
   */
  public void setStatus(String who) {
    access = Settings.word("peerdist.peer.status", who, PeerPage.Access.class);
  }

  /**
   * Opens the cache, and has it answer on its port. It ends when the server stops, which cannot be
   * started again then.
   *
   * @param server a server that is not started
   * @throws IOException in one sentence, if the cache cannot be opened
   */
  public void install(Server server) throws IOException {
    ContentCache cache = openCache();
    RetrievalServer retrieval =
        new RetrievalServer(
            new CacheBlockSource(cache), CryptoAlgorithm.AES_128, limits(), new SecureRandom());
    Optional<ServerConnector> own =
        mount(server, service(retrieval, cache), cache, () -> close(cache));
    own.ifPresent(connector -> whenOpen(server, connector, cache));
  }

  private Handler service(RetrievalServer retrieval, ContentCache cache) {
    RetrievalHandler handler = new RetrievalHandler(retrieval);
    Handler.Sequence service = new Handler.Sequence();
    PeerPage page = new PeerPage(retrieval, handler.seen(), cache, downloads);
    page.handler(access).ifPresent(service::addHandler);
    service.addHandler(handler);
    service.addBean(new DownloadCounters(downloads));
    return service;
  }

  private void whenOpen(Server server, ServerConnector connector, ContentCache cache) {
    server.addEventListener(
        new LifeCycle.Listener() {
          @Override
          public void lifeCycleStarted(LifeCycle started) {
            LOG.info("This server is a peer at port {}", connector.getLocalPort());
            if (discoverable) {
              answerDiscovery(connector, cache);
            }
            share(connector, cache);
          }
        });
  }

  /** Lets 'get' on this machine, with the same state folder, use the cache. */
  private synchronized void share(ServerConnector connector, ContentCache cache) {
    try {
      String service = responder == null ? "" : responder.service();
      shared =
          SharedCacheServer.start(
              cache,
              new SharedDownloadLog(downloads, quorum),
              new SharedCacheHost(address(connector), service),
              stateFile("cache.socket"));
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("'get' can't use the cache while this runs: {}", e.getMessage());
    }
  }

  private static InetSocketAddress address(ServerConnector connector) throws IOException {
    String host = connector.getHost() == null ? "0.0.0.0" : connector.getHost();
    return new InetSocketAddress(InetAddress.getByName(host), connector.getLocalPort());
  }

  private synchronized void answerDiscovery(ServerConnector connector, ContentCache cache) {
    try {
      responder =
          Responder.start(
              discovery,
              quorum.limit(new CacheHoldings(cache)),
              address(connector),
              messageId -> false);
    } catch (IOException e) {
      LOG.warn("Peers have to be told of this one, it cannot be discovered: {}", e.getMessage());
    }
  }

  private synchronized void close(ContentCache cache) throws IOException {
    try (cache) {
      if (responder != null) {
        responder.close();
      }
      if (shared != null) {
        shared.close();
      }
    }
  }
}
