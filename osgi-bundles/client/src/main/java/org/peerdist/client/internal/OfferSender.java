package org.peerdist.client.internal;

import java.util.List;
import java.util.OptionalInt;
import org.peerdist.client.RetrievalPort;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentTag;
import org.peerdist.content.Segment;
import org.peerdist.hostedcache.HostedCacheClient;
import org.peerdist.hostedcache.HostedCacheSite;
import org.peerdist.hostedcache.HttpOfferTransport;
import org.peerdist.hostedcache.OfferTransport;
import org.peerdist.hostedcache.OfferTransportSettings;
import org.peerdist.retrieval.Answer;

/** Sends offers to the first hosted cache that takes them. Safe for use by many threads. */
final class OfferSender implements Offers.Sender {
  private final HostedCaches caches;
  private final ContentTag tag;
  private final OfferTransport transport =
      HttpOfferTransport.create(OfferTransportSettings.DEFAULT);
  private volatile RetrievalPort port = cache -> OptionalInt.empty();

  OfferSender(HostedCaches caches, ContentTag tag) {
    this.caches = caches;
    this.tag = tag;
  }

  /**
   * Makes it able to send.
   *
   * @param retrieval where the own cache is given out
   */
  void start(RetrievalPort retrieval) {
    port = retrieval;
  }

  @Override
  public boolean offer(ContentRange range, List<Segment> segments) throws InterruptedException {
    for (HostedCacheSite cache : caches.await()) {
      OptionalInt own = port.reachableFrom(cache);
      if (own.isPresent() && offer(cache, own.getAsInt(), range, segments)) {
        return true;
      }
    }
    return false;
  }

  private boolean offer(
      HostedCacheSite cache, int own, ContentRange range, List<Segment> segments) {
    return new HostedCacheClient(transport, own).offer(cache.offers(), tag, range, segments)
        instanceof Answer.Given<Integer>;
  }
}
