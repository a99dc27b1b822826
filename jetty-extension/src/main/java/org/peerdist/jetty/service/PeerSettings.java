package org.peerdist.jetty.service;

import java.net.InetSocketAddress;
import org.peerdist.discovery.DiscoveryOptions;
import org.peerdist.retrieval.UploadLimits;

/**
 * How a peer offers its cache.
 *
 * @param host the address of the retrieval server as the user calls it
 * @param address where the retrieval server listens; port 0 is any free port
 * @param discovery where and how fast discovery is answered
 * @param limits how much is given at once
 */
public record PeerSettings(
    String host, InetSocketAddress address, DiscoveryOptions discovery, UploadLimits limits) {}
