package org.peerdist.client.internal;

import java.net.InetSocketAddress;
import java.util.List;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentTag;
import org.peerdist.content.Segment;
import org.peerdist.hostedcache.HostedCacheAddress;
import org.peerdist.hostedcache.HostedCacheClient;
import org.peerdist.hostedcache.HostedCacheVersion;
import org.peerdist.hostedcache.HttpOfferTransport;
import org.peerdist.hostedcache.OfferTransportSettings;
import org.peerdist.retrieval.Answer;

/** Sends offers to the first hosted cache that takes them. Safe for use by many threads. */
final class OfferSender implements Offers.Sender {
  private final List<HostedCacheAddress> caches;
  private final ContentTag tag;
  private volatile HostedCacheClient client;

  OfferSender(List<InetSocketAddress> addresses, ContentTag tag) {
    this.caches =
        addresses.stream()
            .map(
                address ->
                    new HostedCacheAddress(
                        HostedCacheVersion.V2, address.getHostString(), address.getPort()))
            .toList();
    this.tag = tag;
  }

  /**
   * Makes it able to send.
   *
   * @param retrievalPort where the own cache is given out
   * @return false if there is nobody to offer anything to
   */
  boolean start(int retrievalPort) {
    client =
        new HostedCacheClient(
            HttpOfferTransport.create(OfferTransportSettings.DEFAULT), retrievalPort);
    return !caches.isEmpty();
  }

  @Override
  public boolean offer(ContentRange range, List<Segment> segments) {
    for (HostedCacheAddress cache : caches) {
      if (client.offer(cache, tag, range, segments) instanceof Answer.Given<Integer>) {
        return true;
      }
    }
    return false;
  }
}
