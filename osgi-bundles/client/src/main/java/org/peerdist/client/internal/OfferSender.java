package org.peerdist.client.internal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import org.peerdist.client.RetrievalPort;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentTag;
import org.peerdist.content.Segment;
import org.peerdist.hostedcache.HostedCacheClient;
import org.peerdist.hostedcache.HostedCacheSite;
import org.peerdist.hostedcache.HttpOfferTransport;
import org.peerdist.hostedcache.OfferTransport;
import org.peerdist.hostedcache.OfferTransportSettings;

/** Sends offers to the first hosted cache that takes them. Safe for use by many threads. */
final class OfferSender implements Offers.Sender {
  private final HostedCaches caches;
  private final ContentTag tag;
  private final OfferTransport transport;
  private volatile RetrievalPort port = cache -> OptionalInt.empty();

  OfferSender(HostedCaches caches, ContentTag tag, OfferTransport transport) {
    this.caches = caches;
    this.tag = tag;
    this.transport = transport;
  }

  /** Carries offers to real hosted caches. */
  static OfferTransport transport(Optional<SSLContext> tls) {
    OfferTransportSettings settings = OfferTransportSettings.DEFAULT;
    return HttpOfferTransport.create(tls.map(settings::withTls).orElse(settings));
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

  /** Offers what the hosted cache has words for; that it has none is for the next one to help. */
  private boolean offer(
      HostedCacheSite cache, int own, ContentRange range, List<Segment> segments) {
    return new HostedCacheClient(transport, own)
        .offer(cache.offers(), tag, range, segments)
        .given()
        .filter(count -> count > 0)
        .isPresent();
  }
}
