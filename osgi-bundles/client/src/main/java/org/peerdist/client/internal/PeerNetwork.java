package org.peerdist.client.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.peerdist.api.SourceKind;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadException;
import org.peerdist.client.DownloadRequest;
import org.peerdist.client.HostedCacheLocator;
import org.peerdist.client.PushReport;
import org.peerdist.client.RetrievalPeer;
import org.peerdist.client.RetrievalPort;
import org.peerdist.client.SignBoard;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.discovery.DiscoveryCache;
import org.peerdist.discovery.FoundPeer;
import org.peerdist.discovery.FoundSegment;
import org.peerdist.discovery.Quorum;
import org.peerdist.hostedcache.HostedCacheSite;
import org.peerdist.retrieval.HttpRetrievalTransport;
import org.peerdist.retrieval.HttpTransportSettings;
import org.peerdist.retrieval.RetrievalClient;
import org.peerdist.retrieval.RetrievalTransport;
import org.peerdist.retrieval.SegmentRange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real peers. Safe for use by many threads. */
public final class PeerNetwork implements Neighbourhood, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerNetwork.class);

  /**
   * POLICY: where many fetch the same at once, an answer that is late is better than a second copy
   * from the origin.
   */
  private static final Duration SHARING_TIMEOUT = Duration.ofSeconds(8);

  private final ClientOptions options;
  private final RetrievalTransport transport;
  private final RetrievalTransport patientTransport;
  private final RetrievalClient client;
  private final NetworkProbe probe;
  private final DiscoveryCache known = new DiscoveryCache();
  private final NeighbourFinder finder;
  private final NeighbourFinder sharers;
  private final HostedCaches hostedCaches;
  private final HostedNeighbours hostedNeighbours;
  private final OfferSender sender;
  private final Offers offers;
  private final RateLimit limit;
  private volatile Optional<Front> front = Optional.empty();

  /**
   * What gives the own cache to others.
   *
   * @param service how it names itself
   * @param board tells them what this machine takes a part in
   */
  private record Front(String service, SignBoard board) {}

  /**
   * Creates it; nobody is asked before a download is.
   *
   * @param options who the peers are
   * @param quorum is told how many answer
   * @param locator finds hosted caches that the options don't name
   */
  public PeerNetwork(ClientOptions options, Quorum quorum, HostedCacheLocator locator) {
    this.options = options;
    this.transport = transport(options.requestTimeout());
    this.patientTransport = transport(longer(options.requestTimeout(), SHARING_TIMEOUT));
    this.client = new RetrievalClient(transport);
    this.hostedCaches = new HostedCaches(options.hostedCaches(), locator);
    this.hostedNeighbours = new HostedNeighbours(this::hostedPeers, System::nanoTime);
    this.sender =
        new OfferSender(hostedCaches, options.tag(), OfferSender.transport(options.tls()));
    this.offers = new Offers(sender);
    this.limit = new RateLimit(options.rates(), System::nanoTime);
    this.probe = new NetworkProbe(options.probing());
    this.finder = new NeighbourFinder(this::askOthers, this::peer, known, quorum);
    RetrievalClient patientClient = new RetrievalClient(patientTransport);
    this.sharers =
        new NeighbourFinder(
            this::askOthers, address -> new RetrievalPeer(patientClient, address), known, quorum);
  }

  private static RetrievalTransport transport(Duration timeout) {
    return HttpRetrievalTransport.create(HttpTransportSettings.DEFAULT.withRequestTimeout(timeout));
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  /**
   * All places where blocks may come from.
   *
   * @param store the own cache
   * @return sources that work until this is closed
   */
  public Sources sources(BlockStore store) {
    List<BlockPeer> named = options.namedPeers().stream().map(this::peer).toList();
    return new Sources(store, named, this::hostedPeers, finder, offers, this, limit);
  }

  private List<BlockPeer> hostedPeers() throws InterruptedException {
    List<HostedCacheSite> sites = hostedCaches.await();
    if (sites.isEmpty()) {
      offers.close();
    }
    return sites.stream().<BlockPeer>map(a -> new HostedCachePeer(client, a.blocks())).toList();
  }

  /**
   * Whether a probe is one of this network's.
   *
   * @param messageId the message id of the probe
   * @return true if it is, and waits for answers
   */
  public boolean hasSent(String messageId) {
    return probe.hasSent(messageId);
  }

  /**
   * Offers to the hosted caches from now on what the origin gives.
   *
   * @param port where the own cache is given out, for the hosted caches to fetch from
   */
  public void offer(RetrievalPort port) {
    if (hostedCaches.arePossible()) {
      sender.start(port);
      offers.start();
    }
  }

  /**
   * Waits until the hosted caches were told of everything.
   *
   * @param most how long to wait at most
   * @return how many segments they took note of so far
   * @throws InterruptedException if the thread is interrupted
   */
  public long awaitOffers(Duration most) throws InterruptedException {
    return offers.awaitSent(most.toMillis());
  }

  /**
   * Others can have what is in the own cache.
   *
   * @param name how the responder names itself
   * @param board what it tells besides
   */
  public void offeredAs(String name, SignBoard board) {
    front = Optional.of(new Front(name, board));
  }

  @Override
  public Optional<String> ownService() {
    return front.map(Front::service);
  }

  /** What gives the own cache out, perhaps in another process, is nobody to be found. */
  private boolean isOwn(FoundPeer found) {
    return !found.service().isEmpty() && ownService().equals(Optional.of(found.service()));
  }

  private List<FoundPeer> askOthers(List<Segment> segments)
      throws IOException, InterruptedException {
    return probe.ask(segments).stream().filter(found -> !isOwn(found)).toList();
  }

  @Override
  public void ask(
      List<Segment> segments,
      Optional<CrowdSigns> signs,
      Duration patience,
      BiConsumer<Neighbour, Set<SegmentId>> listener)
      throws InterruptedException {
    hostedNeighbours.ask(segments, listener);
    List<SegmentId> ids = new ArrayList<>();
    signs.ifPresent(parts -> ids.addAll(List.of(parts.full(), parts.spare())));
    segments.forEach(segment -> ids.add(segment.id()));
    try {
      probe.listen(
          ids,
          segments.get(0).version(),
          patience,
          found -> {
            if (!found.service().isEmpty() && !isOwn(found) && !known.isBanned(found.endpoint())) {
              Set<SegmentId> has = complete(found);
              Share share = signs.map(parts -> parts.in(has)).orElse(Share.FULL);
              listener.accept(neighbour(found, share), has);
            }
          });
    } catch (IOException e) {
      LOG.warn("no discovery: {}", e.getMessage());
    }
  }

  @Override
  public Runnable announce(SegmentId sign) {
    Runnable withdraw = front.map(Front::board).map(board -> board.announce(sign)).orElse(() -> {});
    AtomicBoolean ended = new AtomicBoolean();
    return () -> {
      if (!ended.getAndSet(true)) {
        withdraw.run();
      }
    };
  }

  private Neighbour neighbour(FoundPeer found, Share share) {
    BlockPeer peer = sharers.peers(List.of(found)).get(0);
    return new Neighbour(found.service(), SourceKind.DISCOVERED_PEER, peer, share);
  }

  private static Set<SegmentId> complete(FoundPeer found) {
    Set<SegmentId> complete = new HashSet<>();
    for (FoundSegment segment : found.segments()) {
      if (segment.isComplete(1)) {
        complete.add(segment.id());
      }
    }
    return complete;
  }

  /**
   * Whether there may be a hosted cache.
   *
   * @return true if the options name one, or one is looked for
   */
  public boolean mayHaveHostedCache() {
    return hostedCaches.arePossible();
  }

  /**
   * Does a download, and has the first hosted cache fetch all of it.
   *
   * @param downloads does downloads with the sources of this
   * @param request which
   * @param patience how long the hosted cache may take for another segment
   * @return what became of it
   * @throws IOException if the download fails, or the hosted cache does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public PushReport push(Downloads downloads, DownloadRequest request, Duration patience)
      throws IOException, InterruptedException {
    List<HostedCacheSite> sites = hostedCaches.await();
    if (sites.isEmpty()) {
      throw new DownloadException("no hosted cache was found");
    }
    InetSocketAddress hostedCache = sites.get(0).blocks();
    return downloads.push(
        request,
        ids ->
            client
                .segmentList(hostedCache, ids)
                .given()
                .map(list -> SegmentRange.positionsOf(list.ranges())),
        patience);
  }

  private BlockPeer peer(InetSocketAddress address) {
    return new RetrievalPeer(client, address);
  }

  @Override
  public void close() {
    offers.close();
    probe.close();
    transport.close();
    patientTransport.close();
  }
}
