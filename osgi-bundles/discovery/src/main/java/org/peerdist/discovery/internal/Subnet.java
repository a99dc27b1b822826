package org.peerdist.discovery.internal;

import java.net.InetAddress;

/**
 * An address of a network interface, and how much of it its neighbours share.
 *
 * @param address the address of this machine
 * @param prefixLength how many leading bits are the same for all in the subnet
 */
public record Subnet(InetAddress address, int prefixLength) {
  /**
   * Whether an address is in the subnet.
   *
   * @param other any address
   * @return true if it is of the same family and has the same prefix
   */
  public boolean contains(InetAddress other) {
    byte[] own = address.getAddress();
    byte[] asked = other.getAddress();
    if (own.length != asked.length) {
      return false;
    }
    for (int i = 0; i < own.length; i++) {
      int bits = Math.max(0, Math.min(8, prefixLength - 8 * i));
      int mask = 0xFF00 >> bits & 0xFF;
      if (((own[i] ^ asked[i]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
