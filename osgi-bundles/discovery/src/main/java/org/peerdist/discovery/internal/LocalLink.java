package org.peerdist.discovery.internal;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * A network interface as it was when it was looked at.
 *
 * @param name its name
 * @param index its number
 * @param loopback whether only this machine is reached through it
 * @param subnets its addresses
 */
public record LocalLink(String name, int index, boolean loopback, List<Subnet> subnets) {
  public LocalLink {
    subnets = List.copyOf(subnets);
  }

  /**
   * Whether an address is a neighbour's on this link.
   *
   * @param address any address
   * @return true if it is in one of its subnets, and of no other zone
   */
  public boolean contains(InetAddress address) {
    return isOurZone(address) && subnets.stream().anyMatch(subnet -> subnet.contains(address));
  }

  private boolean isOurZone(InetAddress address) {
    return !(address instanceof Inet6Address v6)
        || !v6.isLinkLocalAddress()
        || v6.getScopeId() == 0
        || v6.getScopeId() == index;
  }

  /**
   * The address of this machine that a neighbour can use.
   *
   * @param neighbour an address on this link
   * @return the own address in the same subnet
   */
  public Optional<InetAddress> addressFor(InetAddress neighbour) {
    return subnets.stream().filter(s -> s.contains(neighbour)).map(Subnet::address).findFirst();
  }

  /**
   * Says of a link-local address that it is valid on this link.
   *
   * @param address any address
   * @return the address, with the zone of this link if it needs one
   */
  public InetAddress withZone(InetAddress address) {
    if (!(address instanceof Inet6Address) || !address.isLinkLocalAddress()) {
      return address;
    }
    try {
      return Inet6Address.getByAddress(null, address.getAddress(), index);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an IPv6 address has 16 bytes", e);
    }
  }

  boolean hasIpv4() {
    return subnets.stream().anyMatch(subnet -> subnet.address() instanceof Inet4Address);
  }

  boolean hasIpv6() {
    return subnets.stream().anyMatch(subnet -> subnet.address() instanceof Inet6Address);
  }

  NetworkInterface device() throws SocketException {
    NetworkInterface device = NetworkInterface.getByIndex(index);
    if (device == null) {
      throw new SocketException("network interface " + name + " is gone");
    }
    return device;
  }
}
