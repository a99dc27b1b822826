package org.peerdist.client.internal;

import java.util.List;
import java.util.Optional;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.BlockStore;
import org.peerdist.client.PeerFinder;

/**
 * Where blocks may come from, besides the origin.
 *
 * @param store the own cache
 * @param namedPeers the peers that the user named
 * @param hostedCache the hosted cache
 * @param finder finds others
 */
public record Sources(
    BlockStore store,
    List<BlockPeer> namedPeers,
    Optional<BlockPeer> hostedCache,
    PeerFinder finder) {}
