package org.peerdist.smb.osgi;

import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.peerdist.configuration.osgi.ConfiguredService;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.smb.service.ShareService;
import org.peerdist.smb.service.ShareSettings;

/** Shares folders, once there is a configuration, with the hashes of the publisher beside it. */
@Component(
    name = ShareKind.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true,
    service = {})
@Designate(ocd = ShareComponent.Configuration.class)
public final class ShareComponent {
  private final ConfiguredService<ShareSettings, ShareService> shares;

  /** What can be configured. */
  @ObjectClassDefinition(
      name = "PeerDist shares",
      description = "Shares folders over SMB, with hashes for clients that ask for them.")
  public @interface Configuration {
    /** {@code listen}. */
    @AttributeDefinition(name = "Listen", description = "Where to listen, as HOST:PORT.")
    String listen() default "127.0.0.1:4450";

    /** {@code shares}. */
    @AttributeDefinition(
        name = "Shares",
        description =
            "The folders, each as NAME=DIR; or NAME=smb://[USER@]HOST/SHARE[/FOLDER], a folder of"
                + " another server, which all clients use as that user.")
    String[] shares() default {};

    /** {@code password.file}. */
    @AttributeDefinition(
        name = "Password file",
        description =
            "The password of the users that the smb URLs name, in the first line of a file.",
        required = false)
    String password_file() default "";

    /** {@code users.file}. */
    @AttributeDefinition(
        name = "Users",
        description = "The file of those who may log in, which 'peerdist share-user' writes.",
        required = false)
    String users_file() default "";

    /** {@code guests}. */
    @AttributeDefinition(
        name = "Guests",
        description = "Whether everybody may read, without a password.")
    boolean guests() default false;

    /** {@code read.only}. */
    @AttributeDefinition(name = "Read-only", description = "Whether nobody may change anything.")
    boolean read_only() default true;

    /** {@code signing}. */
    @AttributeDefinition(name = "Signing", description = "Whether clients have to sign.")
    boolean signing() default false;

    /** {@code encryption}. */
    @AttributeDefinition(name = "Encryption", description = "Whether clients have to encrypt.")
    boolean encryption() default false;

    /** {@code publish}. */
    @AttributeDefinition(
        name = "Publish",
        description = "Whether all files are hashed at the start and when they change.")
    boolean publish() default false;

    /** {@code hash.publication}. */
    @AttributeDefinition(
        name = "Hash publication",
        description = "Which shares give hashes: none, enabled (those of hash.shares) or all.")
    String hash_publication() default "all";

    /** {@code hash.shares}. */
    @AttributeDefinition(
        name = "Shares with hashes",
        description = "The names of those that give hashes if only enabled ones do.",
        required = false)
    String[] hash_shares() default {};

    /** {@code content.version}. */
    @AttributeDefinition(
        name = "Content version",
        description = "The highest version of content information to give out.",
        min = "1",
        max = "2")
    int content_version() default 2;
  }

  /**
   * Starts it.
   *
   * @param context of this bundle
   * @param properties the configuration
   * @param publishing has the hashes, and makes them
   */
  @Activate
  public ShareComponent(
      BundleContext context,
      Map<String, Object> properties,
      @Reference(name = "publishing") PublishingService publishing) {
    shares = new ConfiguredService<>(context, new ShareKind(publishing));
    shares.configure(properties);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    shares.configure(properties);
  }

  @Deactivate
  void deactivate() {
    shares.close();
  }
}
