package org.peerdist.launcher;

import java.util.Optional;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.PeerDistClient;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.jetty.service.HostedCacheService;
import org.peerdist.jetty.service.PeerService;

/**
 * What runs in an OSGi container.
 *
 * @param cache the content cache
 * @param client the client
 * @param peer what offers the content cache
 * @param hostedCache what keeps for a branch what its clients offer
 * @param publisher what makes hashes
 */
record ContainerServices(
    Optional<ContentCache> cache,
    Optional<PeerDistClient> client,
    Optional<PeerService> peer,
    Optional<HostedCacheService> hostedCache,
    Optional<PublishingService> publisher) {

  /**
   * A service that a command can't do without.
   *
   * @param service the service, if it runs
   * @param pid the configuration that it waits for
   * @throws CommandFailure if it does not run
   */
  static <T> T need(Optional<T> service, String pid) throws CommandFailure {
    return service.orElseThrow(
        () -> new CommandFailure(pid + " does not run in this container: configure it"));
  }

  ContentCache neededCache() throws CommandFailure {
    return need(cache, "org.peerdist.cache");
  }

  PeerDistClient neededClient() throws CommandFailure {
    return need(client, "org.peerdist.client");
  }

  PublishingService neededPublisher() throws CommandFailure {
    return need(publisher, "org.peerdist.publisher");
  }
}
