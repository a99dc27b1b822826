package org.peerdist.jetty.osgi;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.PeerDistClient;
import org.peerdist.jetty.module.CacheCounters;
import org.peerdist.jetty.module.DownloadCounters;
import org.peerdist.jetty.service.HostedCacheService;
import org.peerdist.jetty.service.HttpService;
import org.peerdist.jetty.service.PeerService;

/** Shows what the services of the container count to those who manage the process by JMX. */
@Component(
    name = "org.peerdist.management",
    immediate = true,
    service = {})
public final class ManagementComponent {
  private final ContainerBeans beans =
      new ContainerBeans(ManagementFactory.getPlatformMBeanServer());

  /** Starts it without services. */
  @Activate
  public ManagementComponent() {}

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeCache")
  void addCache(ContentCache cache) {
    beans.show(cache, "org.peerdist.cache", List.of(new CacheCounters(cache)));
  }

  void removeCache(ContentCache cache) {
    beans.hide(cache);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeClient")
  void addClient(PeerDistClient client) {
    DownloadCounters downloads = new DownloadCounters(client.downloads());
    beans.show(client, "org.peerdist.client", List.of(downloads));
  }

  void removeClient(PeerDistClient client) {
    beans.hide(client);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removePeer")
  void addPeer(PeerService peer) {
    beans.show(peer, PeerKind.PID, peer.uploads().server().counters());
  }

  void removePeer(PeerService peer) {
    beans.hide(peer);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeHostedCache")
  void addHostedCache(HostedCacheService hosted) {
    List<Object> counters =
        hosted.servers().stream().map(HttpService::counters).flatMap(List::stream).toList();
    beans.show(hosted, HostedCacheKind.PID, counters);
  }

  void removeHostedCache(HostedCacheService hosted) {
    beans.hide(hosted);
  }

  @Deactivate
  void deactivate() {
    beans.close();
  }
}
