package org.peerdist.hashgen.osgi;

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
import org.peerdist.configuration.osgi.ConfiguredService;
import org.peerdist.hashgen.PublishingService;

/** Has what an origin needs of hashes as a service, once there is a configuration. */
@Component(
    name = PublishingKind.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true,
    service = {})
@Designate(ocd = PublishingComponent.Configuration.class)
public final class PublishingComponent {
  private final ConfiguredService<PublishingSettings, PublishingService> publishing;

  /** What can be configured. */
  @ObjectClassDefinition(
      name = "PeerDist publisher",
      description = "Makes and keeps the hashes that origins give to clients.")
  public @interface Configuration {
    /** {@code state}. */
    @AttributeDefinition(
        name = "State",
        description =
            "The folder for the hashes and the secret; ~/ is the home of the user of this process.")
    String state() default "~/.peerdist";

    /** {@code passphrase.file}. */
    @AttributeDefinition(
        name = "Passphrase file",
        description =
            "A file whose bytes the secrets of the server come from; empty for a random passphrase"
                + " that is made once and kept.",
        required = false)
    String passphrase_file() default "";

    /** {@code folders}. */
    @AttributeDefinition(
        name = "Folders",
        description = "Folders whose files are hashed now and when they change.",
        required = false)
    String[] folders() default {};

    /** {@code content.version}. */
    @AttributeDefinition(
        name = "Content version",
        description = "The highest version of content information to make.",
        min = "1",
        max = "2")
    int content_version() default 2;

    /** {@code cache.size}. */
    @AttributeDefinition(
        name = "Size",
        description = "What the hashes may take on the disk in bytes, as 500MiB or 4GiB.")
    String cache_size() default "4GiB";
  }

  /**
   * Starts it.
   *
   * @param context of this bundle
   * @param properties the configuration
   */
  @Activate
  public PublishingComponent(BundleContext context, Map<String, Object> properties) {
    publishing = new ConfiguredService<>(context, new PublishingKind());
    publishing.configure(properties);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    publishing.configure(properties);
  }

  @Deactivate
  void deactivate() {
    publishing.close();
  }
}
