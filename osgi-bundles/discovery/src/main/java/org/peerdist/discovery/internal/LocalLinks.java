package org.peerdist.discovery.internal;

import java.io.IOException;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks which network interfaces there are. */
final class LocalLinks {
  private static final Logger LOG = LoggerFactory.getLogger(LocalLinks.class);

  private final List<String> names;

  /** With no names, all interfaces that are up and can multicast, and not the loopback one. */
  LocalLinks(List<String> names) {
    this.names = List.copyOf(names);
  }

  /** Fails with one clear sentence if an interface that was named does not exist. */
  void requireNamed() throws IOException {
    for (String name : names) {
      if (NetworkInterface.getByName(name) == null) {
        String known =
            NetworkInterface.networkInterfaces()
                .map(NetworkInterface::getName)
                .sorted()
                .collect(Collectors.joining(", "));
        throw new IOException(
            "there is no network interface \"" + name + "\" on this machine, but: " + known);
      }
    }
  }

  List<LocalLink> scan() throws SocketException {
    List<LocalLink> links = new ArrayList<>();
    for (NetworkInterface device : NetworkInterface.networkInterfaces().toList()) {
      try {
        if (isWanted(device) && !device.getInterfaceAddresses().isEmpty()) {
          links.add(link(device));
        }
      } catch (SocketException e) {
        // It went away in this moment; the others are still there.
        LOG.debug("discovery: network interface {}: {}", device.getName(), e.getMessage());
      }
    }
    return links;
  }

  private boolean isWanted(NetworkInterface device) throws SocketException {
    if (!names.isEmpty()) {
      // INTEROP: on Linux the loopback interface does multicast, and says that it does not.
      return names.contains(device.getName()) && device.isUp();
    }
    return device.isUp() && device.supportsMulticast() && !device.isLoopback();
  }

  private static LocalLink link(NetworkInterface device) throws SocketException {
    List<Subnet> subnets = new ArrayList<>();
    for (InterfaceAddress address : device.getInterfaceAddresses()) {
      subnets.add(new Subnet(address.getAddress(), address.getNetworkPrefixLength()));
    }
    if (device.isLoopback()) {
      // Through it, this machine reaches all of its own addresses.
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .forEach(own -> subnets.add(new Subnet(own, 8 * own.getAddress().length)));
    }
    return new LocalLink(device.getName(), device.getIndex(), device.isLoopback(), subnets);
  }
}
