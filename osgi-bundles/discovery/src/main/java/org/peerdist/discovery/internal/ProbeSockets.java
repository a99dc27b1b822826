package org.peerdist.discovery.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.peerdist.wire.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of a prober: for each network interface and each family one, on a port of its own, so
 * that an answer tells the interface. Safe for use by many threads.
 */
public final class ProbeSockets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProbeSockets.class);

  /** POLICY: interfaces that were looked at so recently are not looked at again. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** A way out of this machine. */
  private record Exit(Group group, LocalLink link) {}

  private final LocalLinks links;
  private final int port;
  private final Receiver receiver;
  private final Map<Exit, DatagramChannel> channels = new HashMap<>();
  private long lastRefresh;
  private boolean closed;

  /**
   * Prepares sockets.
   *
   * @param interfaces the names of the interfaces; none for all
   * @param port the port of the group
   * @param receiver what receives the answers
   */
  public ProbeSockets(List<String> interfaces, int port, Receiver receiver) {
    this.links = new LocalLinks(interfaces);
    this.port = port;
    this.receiver = receiver;
  }

  /**
   * Opens the sockets for the first time.
   *
   * @throws IOException in one sentence, if a named interface does not exist
   */
  public synchronized void open() throws IOException {
    links.requireNamed();
    refresh();
  }

  /** Follows the interfaces that came and went, if it did not do so just now. */
  public synchronized void follow() {
    if (System.nanoTime() - lastRefresh > FRESH.toNanos()) {
      refresh();
    }
  }

  private void refresh() {
    if (closed) {
      return;
    }
    lastRefresh = System.nanoTime();
    try {
      Set<Exit> wanted = new HashSet<>();
      for (LocalLink link : links.scan()) {
        for (Group group : Group.values()) {
          if (group.isOn(link)) {
            wanted.add(new Exit(group, link));
          }
        }
      }
      Set<Exit> gone = new HashSet<>(channels.keySet());
      gone.removeAll(wanted);
      gone.forEach(this::drop);
      wanted.removeAll(channels.keySet());
      wanted.forEach(this::add);
    } catch (IOException e) {
      LOG.debug("discovery: the network interfaces can't be listed: {}", e.toString());
    }
  }

  private void add(Exit exit) {
    try {
      DatagramChannel channel = exit.group().openForProbes(exit.link());
      channels.put(exit, channel);
      Optional<LocalLink> link = Optional.of(exit.link());
      receiver.add(channel, source -> link);
    } catch (IOException e) {
      LOG.debug("discovery: no {} on {}: {}", exit.group(), exit.link().name(), e.toString());
    }
  }

  private void drop(Exit exit) {
    ResponderSockets.close(channels.remove(exit));
  }

  /**
   * Sends a datagram to the groups, through all interfaces.
   *
   * @param datagram all of it
   * @return through how many ways it went out
   */
  public synchronized int send(Bytes datagram) {
    int sent = 0;
    for (Map.Entry<Exit, DatagramChannel> entry : channels.entrySet()) {
      Exit exit = entry.getKey();
      InetSocketAddress target = exit.group().target(exit.link(), port);
      try {
        sent += entry.getValue().send(datagram.asByteBuffer(), target) > 0 ? 1 : 0;
      } catch (IOException e) {
        // Usual for IPv6 on the loopback interface of Linux, which has no route to the group.
        LOG.debug("discovery: no {} on {}: {}", exit.group(), exit.link().name(), e.toString());
      }
    }
    return sent;
  }

  @Override
  public synchronized void close() {
    closed = true;
    channels.values().forEach(ResponderSockets::close);
    channels.clear();
  }
}
