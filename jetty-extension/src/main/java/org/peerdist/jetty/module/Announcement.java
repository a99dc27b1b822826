package org.peerdist.jetty.module;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.peerdist.hostedcache.HostedCacheAnnouncement;
import org.peerdist.hostedcache.HostedCacheAnnouncer;
import org.peerdist.jetty.service.MachineNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the network of a hosted cache, from the start of its server, when the ports are known, to
 * its end.
 */
final class Announcement implements LifeCycle.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);

  private final Server server;
  private final Optional<ServerConnector> own;
  private final Optional<Boolean> wanted;
  private HostedCacheAnnouncer announcer;

  /**
   * Creates it.
   *
   * @param own the connector where it answers, or nothing for all that the server has
   * @param wanted whether to announce; unless that is said, what others can reach
   */
  Announcement(Server server, Optional<ServerConnector> own, Optional<Boolean> wanted) {
    this.server = server;
    this.own = own;
    this.wanted = wanted;
  }

  @Override
  public void lifeCycleStarted(LifeCycle started) {
    Optional<ServerConnector> http = connectors().filter(isSecure().negate()).findFirst();
    if (http.isEmpty()) {
      LOG.debug("There is no HTTP connector to announce");
      return;
    }
    try {
      String host = http.get().getHost();
      InetAddress address = InetAddress.getByName(host == null ? "0.0.0.0" : host);
      if (wanted.orElse(!address.isLoopbackAddress())) {
        start(http.get().getLocalPort(), address);
      }
    } catch (IOException e) {
      LOG.warn("The hosted cache is not announced: {}", e.getMessage());
    }
  }

  private synchronized void start(int port, InetAddress address) {
    OptionalInt https =
        connectors().filter(isSecure()).mapToInt(ServerConnector::getLocalPort).findFirst();
    String name = "PeerDist on " + MachineNames.hostName().orElse("this machine");
    announcer = HostedCacheAnnouncer.start(new HostedCacheAnnouncement(name, port, https), address);
  }

  private Stream<ServerConnector> connectors() {
    return own.isPresent()
        ? own.stream()
        : Arrays.stream(server.getConnectors())
            .filter(ServerConnector.class::isInstance)
            .map(ServerConnector.class::cast)
            // Those with names are for services of their own.
            .filter(connector -> connector.getName() == null);
  }

  private static Predicate<Connector> isSecure() {
    return connector -> connector.getConnectionFactory("SSL") != null;
  }

  /** Whether the network is told of it. */
  synchronized boolean isOn() {
    return announcer != null;
  }

  @Override
  public synchronized void close() {
    if (announcer != null) {
      announcer.close();
    }
  }
}
