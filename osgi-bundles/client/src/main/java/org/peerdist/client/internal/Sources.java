package org.peerdist.client.internal;

import java.util.List;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.PeerFinder;

/**
 * Where blocks may come from, besides the origin.
 *
 * @param store the own cache
 * @param namedPeers the peers that the user named
 * @param hostedCaches the hosted caches
 * @param finder finds others
 * @param offers tells hosted caches what the origin had to give
 * @param neighbourhood those with whom a download is shared
 * @param limit how fast it all may be
 */
public record Sources(
    BlockStore store,
    List<BlockPeer> namedPeers,
    HostedPeers hostedCaches,
    PeerFinder finder,
    Offers offers,
    Neighbourhood neighbourhood,
    RateLimit limit) {
  /**
   * Sources without offers, and with nobody to share with.
   *
   * @param options how fast they all may be
   * @param store the own cache
   * @param namedPeers the peers that the user named
   * @param hostedCaches the hosted caches
   * @param finder finds others
   * @return sources
   */
  public static Sources of(
      ClientOptions options,
      BlockStore store,
      List<BlockPeer> namedPeers,
      List<BlockPeer> hostedCaches,
      PeerFinder finder) {
    return new Sources(
        store,
        namedPeers,
        () -> hostedCaches,
        finder,
        Offers.NONE,
        Neighbourhood.NONE,
        new RateLimit(options.rates(), System::nanoTime));
  }
}
