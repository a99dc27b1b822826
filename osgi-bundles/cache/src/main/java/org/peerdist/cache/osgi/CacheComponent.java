package org.peerdist.cache.osgi;

import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.peerdist.cache.ContentCache;
import org.peerdist.configuration.osgi.ConfiguredService;

/** Has a content cache as a service, once there is a configuration. */
@Component(
    name = CacheKind.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true,
    service = {})
@Designate(ocd = CacheComponent.Configuration.class)
public final class CacheComponent {
  private final ConfiguredService<CacheSettings, ContentCache> cache;

  /** What can be configured. */
  @ObjectClassDefinition(
      name = "PeerDist content cache",
      description = "Verified blocks on disk, for the client, the peer and the hosted cache.")
  public @interface Configuration {
    /** {@code folder}. */
    @AttributeDefinition(
        name = "Folder",
        description = "The folder of the cache; ~/ is the home of the user of this process.")
    String folder() default "~/.peerdist/cache";

    /** {@code size}. */
    @AttributeDefinition(
        name = "Size",
        description =
            "The most that it may take: 1 % to 100 % of the disk, as 5%, or bytes from 1 MiB on, as"
                + " 4096MiB, 20GiB or 1.5TiB.")
    String size() default "5%";

    /** {@code max.age}. */
    @AttributeDefinition(
        name = "Age",
        description =
            "Content that nobody used for so long goes: at least a minute, in minutes, hours or days"
                + " as 30m, 12h or 28d; or never.")
    String max_age() default "28d";
  }

  /**
   * Starts it.
   *
   * @param context of this bundle
   * @param properties the configuration
   */
  @Activate
  public CacheComponent(BundleContext context, Map<String, Object> properties) {
    cache = new ConfiguredService<>(context, new CacheKind());
    cache.configure(properties);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    cache.configure(properties);
  }

  @Deactivate
  void deactivate() {
    cache.close();
  }
}
