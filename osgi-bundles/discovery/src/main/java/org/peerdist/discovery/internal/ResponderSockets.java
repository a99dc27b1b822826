package org.peerdist.discovery.internal;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of a responder, on the port of the group. For IPv4 one for each network interface: it
 * gets only what arrives there. For IPv6 one for all, because there Linux gives to every socket
 * what one of them has joined; the zone of the source tells the interface. Safe for use by many
 * threads.
 */
public final class ResponderSockets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ResponderSockets.class);

  private final LocalLinks links;
  private final int port;
  private final Receiver receiver;
  private final Map<LocalLink, DatagramChannel> ipv4 = new HashMap<>();
  private final Map<LocalLink, MembershipKey> ipv6 = new ConcurrentHashMap<>();
  private DatagramChannel ipv6Channel;
  private boolean closed;

  /**
   * Prepares sockets.
   *
   * @param interfaces the names of the interfaces; none for all
   * @param port the port of the group
   * @param receiver what receives the probes
   */
  public ResponderSockets(List<String> interfaces, int port, Receiver receiver) {
    this.links = new LocalLinks(interfaces);
    this.port = port;
    this.receiver = receiver;
  }

  /**
   * Opens the sockets for the first time.
   *
   * @throws IOException in one sentence, if the port can't be had or a named interface does not
   *     exist
   */
  public synchronized void open() throws IOException {
    links.requireNamed();
    try {
      // Tried apart from the interfaces, of which there may be none yet.
      Group.IPV4.openForAnswers(port).close();
    } catch (IOException e) {
      throw new IOException(
          "discovery can't listen on UDP port " + port + ": " + e.getMessage(), e);
    }
    try {
      ipv6Channel = Group.IPV6.openForAnswers(port);
      receiver.add(ipv6Channel, this::linkOf);
    } catch (IOException e) {
      LOG.info("discovery listens over IPv4 only: UDP port {} of IPv6: {}", port, e.getMessage());
    }
    refresh();
  }

  /** Follows the interfaces that came and went. */
  public synchronized void refresh() {
    if (closed) {
      return;
    }
    try {
      Set<LocalLink> present = new HashSet<>(links.scan());
      for (LocalLink gone : without(ipv4.keySet(), present)) {
        close(ipv4.remove(gone));
      }
      for (LocalLink gone : without(ipv6.keySet(), present)) {
        ipv6.remove(gone).drop();
      }
      without(present, ipv4.keySet()).stream().filter(Group.IPV4::isOn).forEach(this::joinIpv4);
      without(present, ipv6.keySet()).stream().filter(Group.IPV6::isOn).forEach(this::joinIpv6);
    } catch (IOException e) {
      LOG.debug("discovery: the network interfaces can't be listed: {}", e.toString());
    }
  }

  private static Set<LocalLink> without(Set<LocalLink> all, Set<LocalLink> some) {
    Set<LocalLink> rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  private void joinIpv4(LocalLink link) {
    DatagramChannel channel = null;
    try {
      channel = Group.IPV4.openForAnswers(port);
      channel.join(Group.IPV4.address(), link.device());
      Optional<LocalLink> found = Optional.of(link);
      receiver.add(channel, source -> found);
      ipv4.put(link, channel);
    } catch (IOException e) {
      LOG.warn("discovery: no IPv4 on network interface {}: {}", link.name(), e.getMessage());
      if (channel != null) {
        close(channel);
      }
    }
  }

  private void joinIpv6(LocalLink link) {
    try {
      if (ipv6Channel != null) {
        ipv6.put(link, ipv6Channel.join(Group.IPV6.address(), link.device()));
      }
    } catch (IOException e) {
      LOG.warn("discovery: no IPv6 on network interface {}: {}", link.name(), e.getMessage());
    }
  }

  private Optional<LocalLink> linkOf(InetSocketAddress source) {
    InetAddress address = source.getAddress();
    int zone = address instanceof Inet6Address v6 ? v6.getScopeId() : 0;
    return ipv6.keySet().stream()
        .filter(link -> zone == 0 ? link.contains(address) : link.index() == zone)
        .findFirst();
  }

  static void close(DatagramChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("discovery: closing failed: {}", e.toString());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    ipv4.values().forEach(ResponderSockets::close);
    ipv4.clear();
    ipv6.clear();
    if (ipv6Channel != null) {
      close(ipv6Channel);
    }
  }
}
