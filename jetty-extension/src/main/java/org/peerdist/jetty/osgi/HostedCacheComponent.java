package org.peerdist.jetty.osgi;

import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.peerdist.cache.ContentCache;
import org.peerdist.configuration.osgi.ConfiguredService;
import org.peerdist.jetty.service.HostedCacheService;

/** Has a hosted cache, once there is a configuration and a content cache. */
@Component(
    name = HostedCacheKind.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true,
    service = {})
@Designate(ocd = HostedCacheComponent.Configuration.class)
public final class HostedCacheComponent {
  private final ConfiguredService<HostedCacheSettings, HostedCacheService> hosted;

  /** What can be configured. */
  @ObjectClassDefinition(
      name = "PeerDist hosted cache",
      description = "Keeps what the clients of a branch have fetched, and gives it to the others.")
  public @interface Configuration {
    /** {@code listen}. */
    @AttributeDefinition(
        name = "Address",
        description =
            "Where offers are taken and blocks given, as HOST:PORT; port 0 is any free port.")
    String listen() default "0.0.0.0:80";

    /** {@code https.keystore}. */
    @AttributeDefinition(
        name = "HTTPS key store",
        description =
            "A PKCS #12 file with a certificate and its key, for offers of Windows 7; empty for no"
                + " HTTPS.",
        required = false)
    String https_keystore() default "";

    /** {@code https.password}. */
    @AttributeDefinition(
        name = "HTTPS password",
        description = "The password of the key store.",
        type = AttributeType.PASSWORD,
        required = false)
    String https_password() default "";

    /** {@code https.listen}. */
    @AttributeDefinition(
        name = "HTTPS address",
        description = "Where offers are taken by HTTPS, as HOST:PORT.")
    String https_listen() default "0.0.0.0:443";

    /** {@code max.uploads}. */
    @AttributeDefinition(
        name = "Uploads",
        description =
            "How many clients are given something at once; who comes then gets an empty answer.",
        min = "1",
        max = "100000")
    int max_uploads() default 1024;

    /** {@code max.upload.rate}. */
    @AttributeDefinition(
        name = "Upload rate",
        description = "Bytes that go out in a second, as 10MiB; empty for no limit.",
        required = false)
    String max_upload_rate() default "";
  }

  /**
   * Starts it.
   *
   * @param context of this bundle
   * @param properties the configuration
   * @param cache where it stores
   */
  @Activate
  public HostedCacheComponent(
      BundleContext context,
      Map<String, Object> properties,
      @Reference(name = "cache", policyOption = ReferencePolicyOption.GREEDY) ContentCache cache) {
    hosted = new ConfiguredService<>(context, new HostedCacheKind(cache));
    hosted.configure(properties);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    hosted.configure(properties);
  }

  @Deactivate
  void deactivate() {
    hosted.close();
  }
}
