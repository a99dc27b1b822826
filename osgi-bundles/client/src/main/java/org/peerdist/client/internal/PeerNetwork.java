package org.peerdist.client.internal;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
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
    Optional<BlockPeer> hostedCache = options.hostedCache().map(this::peer);
    return new Sources(store, named, hostedCache, finder);
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

  private BlockPeer peer(InetSocketAddress address) {
    return new RetrievalPeer(client, address);
  }

  @Override
  public void close() {
    probe.close();
    transport.close();
  }
}
