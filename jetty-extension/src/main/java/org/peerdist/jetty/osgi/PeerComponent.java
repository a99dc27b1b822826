package org.peerdist.jetty.osgi;

import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.PeerDistClient;
import org.peerdist.configuration.osgi.ConfiguredService;
import org.peerdist.jetty.service.PeerService;
import org.peerdist.jetty.service.PeerSettings;

/** Offers the content cache to the network, once there is a configuration and a cache. */
@Component(
    name = PeerKind.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true,
    service = {})
@Designate(ocd = PeerComponent.Configuration.class)
public final class PeerComponent {
  private final ClientBeside beside = new ClientBeside();
  private final ConfiguredService<PeerSettings, PeerService> peer;

  /** What can be configured. */
  @ObjectClassDefinition(
      name = "PeerDist peer",
      description = "Offers the content cache to the network: retrieval by HTTP, and discovery.")
  public @interface Configuration {
    /** {@code listen}. */
    @AttributeDefinition(
        name = "Address",
        description = "Where others fetch blocks, as HOST:PORT; port 0 is any free port.")
    String listen() default "0.0.0.0:1337";

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

    /** {@code discovery.backoff}. */
    @AttributeDefinition(
        name = "Discovery backoff",
        description = "The longest random time before discovery is answered, in milliseconds.",
        min = "1",
        max = "10000")
    int discovery_backoff() default 65;

    /** {@code max.uploads}. */
    @AttributeDefinition(
        name = "Uploads",
        description =
            "How many others are given something at once; who comes then gets an empty answer.",
        min = "1",
        max = "100000")
    int max_uploads() default 64;

    /** {@code max.upload.rate}. */
    @AttributeDefinition(
        name = "Upload rate",
        description = "Bytes that go to others in a second, as 10MiB; empty for no limit.",
        required = false)
    String max_upload_rate() default "";
  }

  /**
   * Starts it.
   *
   * @param context of this bundle
   * @param properties the configuration
   * @param cache what is offered
   */
  @Activate
  public PeerComponent(
      BundleContext context,
      Map<String, Object> properties,
      @Reference(name = "cache", policyOption = ReferencePolicyOption.GREEDY) ContentCache cache) {
    peer = new ConfiguredService<>(context, new PeerKind(cache, beside));
    peer.configure(properties);
  }

  @Reference(
      name = "client",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "removeClient")
  void addClient(PeerDistClient client) {
    beside.add(client);
  }

  void removeClient(PeerDistClient client) {
    beside.remove(client);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    peer.configure(properties);
  }

  @Deactivate
  void deactivate() {
    peer.close();
  }
}
