package org.peerdist.api;

/**
 * What came from where for one content, in bytes of whole blocks.
 *
 * @param fromCache from the own cache
 * @param fromPeers from peers, named or discovered
 * @param fromHostedCaches from hosted caches
 * @param added from the user, verified
 * @param rejected from the user, not what the content information says
 * @param held from the user, not verified yet
 */
public record ContentStatistics(
    long fromCache, long fromPeers, long fromHostedCaches, long added, long rejected, long held) {}
