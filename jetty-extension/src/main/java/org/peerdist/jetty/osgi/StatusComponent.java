package org.peerdist.jetty.osgi;

import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.PeerDistClient;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.jetty.service.HostedCacheService;
import org.peerdist.jetty.service.PeerService;
import org.peerdist.jetty.status.RecentProblems;
import org.peerdist.jetty.status.StatusPage;

/**
 * Shows what the services of the container do, at {@code /peerdist/} of a peer and of a hosted
 * cache, and as a service for those who show it elsewhere.
 */
@Component(
    name = StatusView.PID,
    immediate = true,
    service = {})
@Designate(ocd = StatusComponent.Configuration.class)
public final class StatusComponent {
  private final StatusView view;
  private final List<ServiceRegistration<?>> registrations;

  /** What can be configured. */
  @ObjectClassDefinition(
      name = "PeerDist status page",
      description = "Shows what the services do, at /peerdist/ of a peer and of a hosted cache.")
  public @interface Configuration {
    /** {@code viewers}. */
    @AttributeDefinition(
        name = "Viewers",
        description =
            "Who sees it: browsers and programs on this machine, all, or nobody. Lists that name"
                + " paths and machines are for this machine in any case.",
        options = {
          @Option(label = "This machine", value = "local"),
          @Option(label = "All", value = "all"),
          @Option(label = "Nobody", value = "off")
        })
    String viewers() default "local";
  }

  /**
   * Starts it.
   *
   * @param context of this bundle
   * @param properties the configuration
   */
  @Activate
  public StatusComponent(BundleContext context, Map<String, Object> properties) {
    view = StatusView.start(properties, context.getBundle().getVersion().toString());
    registrations =
        List.of(
            context.registerService(StatusPage.class, view.page(), null),
            context.registerService(RecentProblems.class, view.problems(), null));
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeCache")
  void addCache(ContentCache cache) {
    view.add(ContentCache.class, cache);
  }

  void removeCache(ContentCache cache) {
    view.remove(ContentCache.class, cache);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeClient")
  void addClient(PeerDistClient client) {
    view.add(PeerDistClient.class, client);
  }

  void removeClient(PeerDistClient client) {
    view.remove(PeerDistClient.class, client);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removePublisher")
  void addPublisher(PublishingService publisher) {
    view.add(PublishingService.class, publisher);
  }

  void removePublisher(PublishingService publisher) {
    view.remove(PublishingService.class, publisher);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removePeer")
  void addPeer(PeerService peer) {
    view.add(PeerService.class, peer);
    view.showAt(peer, List.of(peer.uploads().server()));
  }

  void removePeer(PeerService peer) {
    view.hideAt(peer);
    view.remove(PeerService.class, peer);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeHostedCache")
  void addHostedCache(HostedCacheService hosted) {
    view.add(HostedCacheService.class, hosted);
    view.showAt(hosted, hosted.servers());
  }

  void removeHostedCache(HostedCacheService hosted) {
    view.hideAt(hosted);
    view.remove(HostedCacheService.class, hosted);
  }

  @Deactivate
  void deactivate() {
    try {
      registrations.forEach(ServiceRegistration::unregister);
    } finally {
      view.close();
    }
  }
}
