package org.peerdist.jetty.osgi;

import java.time.InstantSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.peerdist.api.whiteboard.PeerDistListener;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.PeerDistClient;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.jetty.service.HostedCacheService;
import org.peerdist.jetty.service.PeerService;

/** Tells the listeners of the container what the services of this project do there. */
@Component(
    name = "org.peerdist.events",
    immediate = true,
    service = {})
public final class EventsComponent {
  private final EventHub hub = new EventHub(InstantSource.system());

  /** Starts it, without services and listeners. */
  @Activate
  public EventsComponent() {
    // They come one by one.
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeListener")
  void addListener(PeerDistListener listener) {
    hub.add(listener);
  }

  void removeListener(PeerDistListener listener) {
    hub.remove(listener);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeCache")
  void addCache(ContentCache cache) {
    hub.addCache(cache);
  }

  void removeCache(ContentCache cache) {
    hub.removeService(cache);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeClient")
  void addClient(PeerDistClient client) {
    hub.addDownloads(client, client.downloads());
  }

  void removeClient(PeerDistClient client) {
    hub.removeService(client);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removePublisher")
  void addPublisher(PublishingService publisher) {
    hub.addPublications(publisher, publisher.statistics().recent());
  }

  void removePublisher(PublishingService publisher) {
    hub.removeService(publisher);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removePeer")
  void addPeer(PeerService peer) {
    hub.addPeers(peer, peer.uploads().seen());
  }

  void removePeer(PeerService peer) {
    hub.removeService(peer);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeHostedCache")
  void addHostedCache(HostedCacheService hosted) {
    hub.addPeers(hosted, hosted.seen());
  }

  void removeHostedCache(HostedCacheService hosted) {
    hub.removeService(hosted);
  }

  @Deactivate
  void deactivate() {
    hub.close();
  }
}
