package org.peerdist.jetty.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections at once whose address has its share of them. This machine's own addresses on
 * loopback have no limit. To be a bean of connectors.
 */
public final class AddressShare implements Connection.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(AddressShare.class);

  private final int most;
  private final Map<EndPoint, InetAddress> open = new ConcurrentHashMap<>();
  private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();

  /**
   * Creates it.
   *
   * @param most how many connections an address may have
   */
  public AddressShare(int most) {
    this.most = most;
  }

  @Override
  public void onOpened(Connection connection) {
    EndPoint transport = Transport.of(connection);
    if (transport.getRemoteSocketAddress() instanceof InetSocketAddress remote
        && !remote.getAddress().isLoopbackAddress()
        && open.putIfAbsent(transport, remote.getAddress()) == null
        && counts.merge(remote.getAddress(), 1, Integer::sum) > most) {
      LOG.debug("{} has too many connections", remote.getAddress());
      transport.close();
    }
  }

  @Override
  public void onClosed(Connection connection) {
    InetAddress address = open.remove(Transport.of(connection));
    if (address != null) {
      counts.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }
  }
}
