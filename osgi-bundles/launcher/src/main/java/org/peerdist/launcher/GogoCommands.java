package org.peerdist.launcher;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.PeerDistClient;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.jetty.service.HostedCacheService;
import org.peerdist.jetty.service.PeerService;

/**
 * The commands {@code peerdist:…} of a shell in an OSGi container, on the services that run there.
 * A shell such as Gogo finds them by their properties; without one they are of no use and do no
 * harm.
 */
@Component(
    name = "org.peerdist.shell",
    service = GogoCommands.class,
    property = {
      "osgi.command.scope=peerdist",
      "osgi.command.function=hash",
      "osgi.command.function=inspect",
      "osgi.command.function=get",
      "osgi.command.function=publish",
      "osgi.command.function=cache",
      "osgi.command.function=status"
    })
public final class GogoCommands {
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile ContentCache cache;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile PeerDistClient client;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile PeerService peer;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile HostedCacheService hostedCache;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile PublishingService publisher;

  /** Commands without services. */
  @Activate
  public GogoCommands() {}

  private ContainerServices services() {
    return new ContainerServices(
        Optional.ofNullable(cache),
        Optional.ofNullable(client),
        Optional.ofNullable(peer),
        Optional.ofNullable(hostedCache),
        Optional.ofNullable(publisher));
  }

  /**
   * Writes the content information of a file.
   *
   * @param arguments as on the command line
   * @throws Exception with a message for the user, if it fails
   */
  public void hash(Object... arguments) throws Exception {
    ContainerCommand.run(new ContainerHash(services()), arguments);
  }

  /**
   * Shows content information.
   *
   * @param arguments as on the command line
   * @throws Exception with a message for the user, if it fails
   */
  public void inspect(Object... arguments) throws Exception {
    ContainerCommand.run(new ContainerInspect(), arguments);
  }

  /**
   * Fetches a URL.
   *
   * @param arguments as on the command line
   * @throws Exception with a message for the user, if it fails
   */
  public void get(Object... arguments) throws Exception {
    ContainerCommand.run(new ContainerGet(services()), arguments);
  }

  /**
   * Has files hashed.
   *
   * @param arguments folders and files
   * @throws Exception with a message for the user, if it fails
   */
  public void publish(Object... arguments) throws Exception {
    ContainerCommand.run(new ContainerPublish(services()), arguments);
  }

  /**
   * Looks after the content cache.
   *
   * @param arguments as on the command line
   * @throws Exception with a message for the user, if it fails
   */
  public void cache(Object... arguments) throws Exception {
    ContainerCommand.run(new ContainerCache(services()), arguments);
  }

  /**
   * Shows what runs.
   *
   * @param arguments none, or {@code --help}
   * @throws Exception with a message for the user, if it fails
   */
  public void status(Object... arguments) throws Exception {
    ContainerCommand.run(new ContainerStatus(services()), arguments);
  }
}
