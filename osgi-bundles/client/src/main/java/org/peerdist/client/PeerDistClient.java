package org.peerdist.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.peerdist.api.RetrievingService;
import org.peerdist.api.spi.StatusSource;
import org.peerdist.client.internal.ContentRetrieval;
import org.peerdist.client.internal.Downloads;
import org.peerdist.client.internal.PeerNetwork;
import org.peerdist.client.internal.Sources;
import org.peerdist.discovery.Quorum;

/**
 * The companion client: fetches contents from own cache, peers, hosted cache and origin, in this
 * order ([MS-PCCRTP] 3.1 with [MS-PCCRR] and [MS-PCCRD]). Every byte that comes by hashes was
 * verified before it is written, kept or given to others. Safe for use by many threads.
 */
public final class PeerDistClient implements AutoCloseable {
  private final ClientOptions options;
  private final Sources sources;
  private final DownloadLog log = new DownloadLog();
  private final Downloads downloads;
  private final Optional<PeerNetwork> network;
  private final Quorum quorum;

  /**
   * Creates a client for the peers that the options name.
   *
   * @param options the settings
   * @param store the own cache, or {@link BlockStore#NONE}; the caller closes it after the client
   */
  public PeerDistClient(ClientOptions options, BlockStore store) {
    this(options, store, new Quorum(Quorum.DEFAULT));
  }

  /**
   * Creates a client for the peers that the options name.
   *
   * @param options the settings
   * @param store the own cache, or {@link BlockStore#NONE}; the caller closes it after the client
   * @param quorum is told how many peers have what is fetched, for a responder of the same process
   */
  public PeerDistClient(ClientOptions options, BlockStore store, Quorum quorum) {
    this(options, store, quorum, HostedCacheLocator.NONE);
  }

  /**
   * Creates a client for the peers that the options name, and hosted caches that are found.
   *
   * @param options the settings
   * @param store the own cache, or {@link BlockStore#NONE}; the caller closes it after the client
   * @param quorum is told how many peers have what is fetched, for a responder of the same process
   * @param locator finds hosted caches beside those that the options name
   */
  public PeerDistClient(
      ClientOptions options, BlockStore store, Quorum quorum, HostedCacheLocator locator) {
    PeerNetwork peers = new PeerNetwork(options, quorum, locator);
    this.options = options;
    this.sources = peers.sources(store);
    this.downloads = new Downloads(options, sources, log);
    this.network = Optional.of(peers);
    this.quorum = quorum;
  }

  /**
   * Creates a client from its parts.
   *
   * @param options the settings; no peer is made from the addresses in it
   * @param store the own cache, or {@link BlockStore#NONE}; the caller closes it after the client
   * @param namedPeers the peers that are asked first
   * @param hostedCaches the hosted caches, the first choice first; nothing is offered to them
   * @param finder finds other peers; used if the options say so
   */
  public PeerDistClient(
      ClientOptions options,
      BlockStore store,
      List<BlockPeer> namedPeers,
      List<BlockPeer> hostedCaches,
      PeerFinder finder) {
    this.options = options;
    this.sources = Sources.of(options, store, namedPeers, hostedCaches, finder);
    this.downloads = new Downloads(options, sources, log);
    this.network = Optional.empty();
    this.quorum = new Quorum(Quorum.DEFAULT);
  }

  /**
   * Fetches a content, and waits for its end.
   *
   * @param request what, and where to put it
   * @return where the bytes came from
   * @throws DownloadException if it can't be done, with one sentence for the user
   * @throws IOException if the connection to the origin is lost for good, or the output fails
   * @throws InterruptedException if the thread is interrupted; the output then has a part of the
   *     content
   */
  public DownloadReport fetch(DownloadRequest request) throws IOException, InterruptedException {
    return downloads.fetch(request);
  }

  /**
   * Whether a probe is one of this client, and waits for answers: a responder of the same process
   * leaves it alone, so that nobody discovers itself.
   *
   * @param messageId the message id of the probe
   * @return true if it is
   */
  public boolean hasSent(String messageId) {
    return network.map(peers -> peers.hasSent(messageId)).orElse(false);
  }

  /**
   * How many peers have what was fetched.
   *
   * @return what a responder of the same process needs to know
   */
  public Quorum quorum() {
    return quorum;
  }

  /**
   * What was fetched so far, and what was read over the Peer Distribution API and is closed.
   *
   * @return a log that goes on
   */
  public DownloadLog downloads() {
    return log;
  }

  /**
   * Offers to the hosted caches, from now on, what the origin gives ([MS-PCHC] 3.2). They fetch it
   * from this machine: the own cache has to be given out there for as long as they do. No download
   * waits for that.
   *
   * @param port where the own cache is given out
   */
  public void offerFrom(RetrievalPort port) {
    network.ifPresent(peers -> peers.offer(port));
  }

  /**
   * Fetches a content, and has the first hosted cache fetch all of it from here, so that it is
   * there before anybody needs it. {@link #offerFrom} comes first.
   *
   * @param request what, and where to put it
   * @param patience how long the hosted cache may take for another segment
   * @return what became of it
   * @throws DownloadException if the download can't be done, or the hosted cache does not answer
   * @throws IllegalStateException if there is no hosted cache, and none is looked for
   * @throws IOException if a connection is lost for good, or the output fails
   * @throws InterruptedException if the thread is interrupted
   */
  public PushReport push(DownloadRequest request, Duration patience)
      throws IOException, InterruptedException {
    if (network.isEmpty() || !network.get().mayHaveHostedCache()) {
      throw new IllegalStateException("there is no hosted cache");
    }
    return network.get().push(downloads, request, patience);
  }

  /**
   * Waits until the hosted caches were told of everything.
   *
   * @param most how long to wait at most
   * @return how many segments they took note of so far
   * @throws InterruptedException if the thread is interrupted
   */
  public long awaitOffers(Duration most) throws InterruptedException {
    return network.isPresent() ? network.get().awaitOffers(most) : 0;
  }

  /**
   * Others can have what this client puts into its store, from a responder of this process. From
   * now on it takes a part of the work where many fetch the same content at the same moment. Those
   * know of that from the responder, whose holdings {@link #quorum} limits.
   *
   * @param service how the responder names itself in its answers
   */
  public void offeredAs(String service) {
    offeredAs(
        service,
        sign -> {
          quorum.announce(sign);
          return () -> quorum.withdraw(sign);
        });
  }

  /**
   * Others can have what this client puts into its store, from a responder that need not be of this
   * process. Otherwise the same as {@link #offeredAs(String)}.
   *
   * @param service how the responder names itself in its answers
   * @param board what the responder tells besides
   */
  public void offeredAs(String service, SignBoard board) {
    network.ifPresent(peers -> peers.offeredAs(service, board));
  }

  /**
   * The retrieving half of the Peer Distribution API, with the same cache and the same peers.
   *
   * @param status whether it can be used
   * @return a service whose sessions are to be closed before this is
   */
  public RetrievingService retrieving(StatusSource status) {
    return new ContentRetrieval(options, sources, status, log);
  }

  /** Closes the connections to peers. Downloads that are under way lose their peers. */
  @Override
  public void close() {
    network.ifPresent(PeerNetwork::close);
  }
}
