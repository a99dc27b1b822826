package org.peerdist.client.osgi;

import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.PeerDistClient;
import org.peerdist.configuration.osgi.ConfiguredService;

/** Has a client as a service, once there is a configuration; with the content cache if it runs. */
@Component(
    name = ClientKind.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true,
    service = {})
@Designate(ocd = ClientComponent.Configuration.class)
public final class ClientComponent {
  private final ConfiguredService<ClientOptions, PeerDistClient> client;

  /** What can be configured. */
  @ObjectClassDefinition(
      name = "PeerDist client",
      description =
          "Fetches contents from the content cache, named peers, hosted caches, peers that discovery"
              + " finds, and origins.")
  public @interface Configuration {
    /** {@code discovery}. */
    @AttributeDefinition(
        name = "Discovery",
        description = "Whether peers are looked for in the network.")
    boolean discovery() default true;

    /** {@code interfaces}. */
    @AttributeDefinition(
        name = "Interfaces",
        description =
            "The network interfaces for discovery, such as eth0; none for all that can multicast."
                + " The loopback interface is used only if it is named.")
    String[] interfaces() default {};

    /** {@code discovery.port}. */
    @AttributeDefinition(
        name = "Discovery port",
        description = "The UDP port of discovery, which everybody in the network has to share.",
        min = "1",
        max = "65535")
    int discovery_port() default 3702;

    /** {@code discovery.timer}. */
    @AttributeDefinition(
        name = "Discovery timer",
        description = "How long to wait for peers to say what they have, in milliseconds.",
        min = "65",
        max = "10000")
    int discovery_timer() default 300;

    /** {@code peers}. */
    @AttributeDefinition(
        name = "Peers",
        description = "Peers that are asked before all others, each as HOST:PORT.")
    String[] peers() default {};

    /** {@code hosted.caches}. */
    @AttributeDefinition(
        name = "Hosted caches",
        description = "The hosted caches, the first choice first, each as HOST:PORT.")
    String[] hosted_caches() default {};

    /** {@code request.timeout}. */
    @AttributeDefinition(
        name = "Request timeout",
        description = "How long a peer may take for one block, in milliseconds.",
        min = "1",
        max = "60000")
    int request_timeout() default 2000;

    /** {@code origin.timeout}. */
    @AttributeDefinition(
        name = "Origin timeout",
        description = "How long an origin may be silent, in seconds.",
        min = "1",
        max = "3600")
    int origin_timeout() default 30;

    /** {@code origin.patience}. */
    @AttributeDefinition(
        name = "Origin patience",
        description =
            "How long an origin that was lost in mid-download is tried again while nothing comes, in"
                + " seconds.",
        min = "0",
        max = "86400")
    int origin_patience() default 60;
  }

  /**
   * Starts it.
   *
   * @param context of this bundle
   * @param properties the configuration
   * @param cache the content cache; null if there is none
   */
  @Activate
  public ClientComponent(
      BundleContext context,
      Map<String, Object> properties,
      @Reference(
              name = "cache",
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          ContentCache cache) {
    BlockStore store = cache == null ? BlockStore.NONE : BlockStore.of(cache);
    client = new ConfiguredService<>(context, new ClientKind(store));
    client.configure(properties);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    client.configure(properties);
  }

  @Deactivate
  void deactivate() {
    client.close();
  }
}
