package org.peerdist.client.internal;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.RetrievalPeer;
import org.peerdist.discovery.DiscoveryCache;
import org.peerdist.discovery.Quorum;
import org.peerdist.retrieval.HttpRetrievalTransport;
import org.peerdist.retrieval.HttpTransportSettings;
import org.peerdist.retrieval.RetrievalClient;
import org.peerdist.retrieval.RetrievalTransport;

/** The real peers. Safe for use by many threads. */
public final class PeerNetwork implements AutoCloseable {
  private final ClientOptions options;
  private final RetrievalTransport transport;
  private final RetrievalClient client;
  private final NetworkProbe probe;
  private final NeighbourFinder finder;
  private final OfferSender sender;
  private final Offers offers;

  /**
   * Creates it; nobody is asked before a download is.
   *
   * @param options who the peers are
   * @param quorum is told how many answer
   */
  public PeerNetwork(ClientOptions options, Quorum quorum) {
    this.options = options;
    this.transport =
        HttpRetrievalTransport.create(
            HttpTransportSettings.DEFAULT.withRequestTimeout(options.requestTimeout()));
    this.client = new RetrievalClient(transport);
    this.sender = new OfferSender(options.hostedCaches(), options.tag());
    this.offers = new Offers(sender);
    this.probe = new NetworkProbe(options.probing());
    this.finder = new NeighbourFinder(probe::ask, this::peer, new DiscoveryCache(), quorum);
  }

  /**
   * All places where blocks may come from.
   *
   * @param store the own cache
   * @return sources that work until this is closed
   */
  public Sources sources(BlockStore store) {
    List<BlockPeer> named = options.namedPeers().stream().map(this::peer).toList();
    List<BlockPeer> hosted = options.hostedCaches().stream().map(this::peer).toList();
    return new Sources(store, named, hosted, finder, offers);
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
   * @param retrievalPort where the own cache is given out, for the hosted caches to fetch from
   */
  public void offer(int retrievalPort) {
    if (sender.start(retrievalPort)) {
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

  private BlockPeer peer(InetSocketAddress address) {
    return new RetrievalPeer(client, address);
  }

  @Override
  public void close() {
    offers.close();
    probe.close();
    transport.close();
  }
}
