package org.peerdist.jetty.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What this machine is called by others. */
public final class MachineNames {
  private MachineNames() {}

  /**
   * The names and addresses under which clients may know this machine.
   *
   * @return names first, the best one of all at the beginning
   * @throws IOException if the addresses can't be found out
   */
  public static List<String> all() throws IOException {
    Set<String> names = new LinkedHashSet<>();
    try {
      InetAddress local = InetAddress.getLocalHost();
      addName(names, local.getCanonicalHostName());
      addName(names, local.getHostName());
    } catch (UnknownHostException e) {
      // It has no name: its addresses do.
    }
    names.add("localhost");
    for (NetworkInterface link : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(link.getInetAddresses())) {
        names.add(withoutZone(address.getHostAddress()));
      }
    }
    return List.copyOf(names);
  }

  /**
   * The name that people know the machine by.
   *
   * @return its first part, of 40 characters at most; nothing if it has none
   */
  public static Optional<String> hostName() {
    try {
      Set<String> names = new LinkedHashSet<>();
      addName(names, InetAddress.getLocalHost().getHostName());
      return names.stream()
          .map(name -> name.split("\\.", 2)[0])
          .map(name -> name.substring(0, Math.min(40, name.length())))
          .findFirst();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Adds what is a name; for an address without one, Java gives the address. */
  private static void addName(Set<String> names, String name) {
    if (name.matches("[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9]")
        && !name.matches("[0-9.]+")
        && !name.equals("localhost")) {
      names.add(name);
    }
  }

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }
}
