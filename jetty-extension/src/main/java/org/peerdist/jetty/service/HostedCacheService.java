package org.peerdist.jetty.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.peerdist.cache.ContentCache;
import org.peerdist.hostedcache.HostedCache;
import org.peerdist.hostedcache.HostedCacheAnnouncement;
import org.peerdist.hostedcache.HostedCacheAnnouncer;
import org.peerdist.hostedcache.HostedCacheOptions;
import org.peerdist.hostedcache.OfferStatistics;
import org.peerdist.jetty.HostedCacheHandler;
import org.peerdist.jetty.RetrievalHandler;
import org.peerdist.jetty.SeenPeers;
import org.peerdist.retrieval.CryptoAlgorithm;
import org.peerdist.retrieval.RetrievalServer;
import org.peerdist.retrieval.UploadLimits;

/** A hosted cache with its HTTP servers. */
public final class HostedCacheService implements AutoCloseable {
  private final HostedCache hosted;
  private final List<HttpService> servers = new ArrayList<>();
  private RetrievalServer retrieval;
  private SeenPeers seen;
  private Optional<HostedCacheAnnouncer> announcer = Optional.empty();

  private HostedCacheService(HostedCache hosted) {
    this.hosted = hosted;
  }

  /**
   * Starts a hosted cache that nobody can reach yet.
   *
   * @param cache where it stores, which has to be open as long as this runs
   * @return the cache
   */
  public static HostedCacheService create(ContentCache cache) {
    return new HostedCacheService(HostedCache.start(cache, HostedCacheOptions.DEFAULT));
  }

  /**
   * Takes offers by version 2.0 of the protocol, and gives out blocks.
   *
   * @param host the address as the user calls it
   * @param address where; port 0 is any free port
   * @param uploads how much is given out at once
   * @throws IOException if the address can't be had
   */
  public void listen(String host, InetSocketAddress address, UploadLimits uploads)
      throws IOException {
    retrieval =
        new RetrievalServer(hosted.blocks(), CryptoAlgorithm.AES_128, uploads, new SecureRandom());
    RetrievalHandler blocks = new RetrievalHandler(retrieval);
    seen = blocks.seen();
    Handler handler = new Handler.Sequence(new HostedCacheHandler(hosted), blocks);
    servers.add(HttpService.start(host, address, handler, HttpService.BRANCH));
  }

  /**
   * Takes offers by version 1.0 of the protocol.
   *
   * @param host the address as the user calls it
   * @param address where; port 0 is any free port
   * @param tls the certificate and what goes with it
   * @param guard lets only those through to a handler who may offer
   * @throws IOException if the address can't be had
   */
  public void listenTls(
      String host,
      InetSocketAddress address,
      SslContextFactory.Server tls,
      UnaryOperator<Handler> guard)
      throws IOException {
    Handler handler = guard.apply(new HostedCacheHandler(hosted));
    servers.add(HttpService.startTls(host, address, handler, tls, HttpService.BRANCH));
  }

  /**
   * What it is offered.
   *
   * @return counters that go on counting
   */
  public OfferStatistics offers() {
    return hosted.statistics();
  }

  /**
   * What others are given.
   *
   * @return counts it; null before {@link #listen}
   */
  public RetrievalServer retrieval() {
    return retrieval;
  }

  /**
   * Who asked for something.
   *
   * @return a list that goes on; null before {@link #listen}
   */
  public SeenPeers seen() {
    return seen;
  }

  /**
   * Segments that are to be fetched from those who offered them.
   *
   * @return a count
   */
  public int pending() {
    return hosted.pending();
  }

  /**
   * Its servers.
   *
   * @return in the order of the calls
   */
  public List<HttpService> servers() {
    return List.copyOf(servers);
  }

  /**
   * Tells the network where it listens.
   *
   * @param listening the address of the first call of {@link #listen}; nobody is told of it who
   *     can't reach it there
   * @param machine how people call this machine
   */
  public void announce(InetAddress listening, String machine) {
    HttpService http = servers.get(0);
    OptionalInt https = servers.stream().skip(1).limit(1).mapToInt(HttpService::port).findFirst();
    announcer =
        Optional.of(
            HostedCacheAnnouncer.start(
                new HostedCacheAnnouncement("PeerDist on " + machine, http.port(), https),
                listening));
  }

  /**
   * Where it listens.
   *
   * @return such as {@code http://0.0.0.0:80/}, in the order of the calls
   */
  public List<String> urls() {
    return servers.stream().map(HttpService::url).toList();
  }

  @Override
  public void close() {
    try (hosted) {
      announcer.ifPresent(HostedCacheAnnouncer::close);
      servers.forEach(HttpService::close);
    }
  }
}
