package org.peerdist.cache;

import java.net.InetSocketAddress;

/**
 * What a process that has a content cache open tells those that use it too.
 *
 * @param retrieval where it gives the cache to other machines, as it listens there
 * @param service how other machines name it, from its answers to discovery; empty if it gives none
 */
public record SharedCacheHost(InetSocketAddress retrieval, String service) {}
