package org.peerdist.hostedcache.internal;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of this machine from which a network can be reached by multicast. */
final class NetworkAddresses {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkAddresses.class);

  private NetworkAddresses() {}

  /**
   * One address of each network interface, IPv4 where there is one.
   *
   * @param names the interfaces; if there are none, all that can multicast, without loopback
   */
  static List<InetAddress> of(List<String> names) {
    List<InetAddress> addresses = new ArrayList<>();
    for (NetworkInterface link : links()) {
      if (names.isEmpty() ? isUsual(link) : names.contains(link.getName()) && isUp(link)) {
        best(link).ifPresent(addresses::add);
      }
    }
    return addresses;
  }

  private static List<NetworkInterface> links() {
    try {
      return NetworkInterface.networkInterfaces().toList();
    } catch (SocketException e) {
      LOG.debug("No network interfaces: {}", e.getMessage());
      return List.of();
    }
  }

  private static boolean isUsual(NetworkInterface link) {
    try {
      return isUp(link) && link.supportsMulticast() && !link.isLoopback();
    } catch (SocketException e) {
      return false; // It is gone.
    }
  }

  private static boolean isUp(NetworkInterface link) {
    try {
      return link.isUp();
    } catch (SocketException e) {
      return false; // It is gone.
    }
  }

  private static Optional<InetAddress> best(NetworkInterface link) {
    List<InetAddress> all = link.inetAddresses().toList();
    return all.stream()
        .filter(Inet4Address.class::isInstance)
        .findFirst()
        .or(() -> all.stream().filter(InetAddress::isLinkLocalAddress).findFirst());
  }
}
