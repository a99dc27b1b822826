package org.peerdist.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A branch office on one machine: hosts that are network namespaces, on switches that are bridges.
 * Needs Linux, root and iproute2. Nothing leaves the namespaces.
 */
final class Branch implements AutoCloseable {
  private static final String SWITCH = "switch";
  private static final Path NAMESPACE_SETTINGS = Path.of("/etc/netns");

  private final String id = "pd" + ProcessHandle.current().pid();
  private final List<String> namespaces = new ArrayList<>();
  private final List<Cable> cables = new ArrayList<>();
  private int ports;

  private Branch() {}

  /** Whether this machine lets us make hosts. */
  static boolean isPossible() {
    String probe = "pd" + ProcessHandle.current().pid() + "probe";
    try {
      ip("netns", "add", probe);
      ip("netns", "del", probe);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static Branch create() throws IOException {
    Branch branch = new Branch();
    branch.add(SWITCH);
    branch.addNetwork(SWITCH);
    return branch;
  }

  /** Adds a network of its own. */
  void addNetwork(String name) throws IOException {
    String all = id + SWITCH;
    ip("-n", all, "link", "add", name, "type", "bridge", "mcast_snooping", "0");
    ip("-n", all, "link", "set", name, "up");
  }

  private String add(String name) throws IOException {
    String namespace = id + name;
    ip("netns", "add", namespace);
    namespaces.add(namespace);
    ip("-n", namespace, "link", "set", "lo", "up");
    return namespace;
  }

  /** Adds a host with the address 10.77.0.N, and IPv6 as its interface makes it. */
  Host host(int number) throws IOException {
    Host host = isolatedHost(number);
    plug(host, "eth0", SWITCH, "10.77.0." + number);
    return host;
  }

  /** Adds a host that is on no network. */
  Host isolatedHost(int number) throws IOException {
    return new Host(add("host" + number));
  }

  /** Connects a host by a new interface, with an IPv4 address in a network of 256, if any. */
  void plug(Host host, String device, String network, String... address) throws IOException {
    String all = id + SWITCH;
    String port = "port" + ++ports;
    String namespace = host.namespace();
    ip("-n", all, "link", "add", port, "type", "veth", "peer", "name", device, "netns", namespace);
    ip("-n", all, "link", "set", port, "master", network, "up");
    for (String each : address) {
      ip("-n", namespace, "address", "add", each + "/24", "dev", device);
    }
    ip("-n", namespace, "link", "set", device, "up");
  }

  /** The same, by a cable that has faults. */
  Cable plug(Host host, String device, Cable.Quality quality, String address) throws IOException {
    String end = id + "c" + ++ports;
    String port = id + "c" + ++ports;
    Cable cable = new Cable(end, port, quality);
    cables.add(cable);
    ip("link", "set", end, "netns", host.namespace(), "name", device);
    ip("link", "set", port, "netns", id + SWITCH);
    ip("-n", id + SWITCH, "link", "set", port, "master", SWITCH, "up");
    ip("-n", host.namespace(), "address", "add", address + "/24", "dev", device);
    ip("-n", host.namespace(), "link", "set", device, "up");
    return cable;
  }

  /**
   * Puts a virtual interface on top of another one of a host.
   *
   * @param type what it is, in the words of iproute2, such as {@code vlan id 7}
   * @return false if this kernel has no such interfaces
   */
  boolean addVirtual(Host host, String below, String device, String type, String address)
      throws IOException {
    String namespace = host.namespace();
    List<String> line = new ArrayList<>(List.of("-n", namespace, "link", "add", "link", below));
    line.addAll(List.of("name", device, "type"));
    line.addAll(List.of(type.split(" ")));
    try {
      ip(line.toArray(String[]::new));
    } catch (IOException e) {
      if (e.getMessage().contains("Unknown device type")) {
        return false;
      }
      throw e;
    }
    ip("-n", namespace, "address", "add", address + "/24", "dev", device);
    ip("-n", namespace, "link", "set", device, "up");
    return true;
  }

  /** Has a host ask a DNS server: iproute2 shows its programs another {@code resolv.conf}. */
  void useNameServer(Host host, String address) throws IOException {
    Path settings = Files.createDirectories(NAMESPACE_SETTINGS.resolve(host.namespace()));
    Files.writeString(settings.resolve("resolv.conf"), "nameserver " + address + "\n");
  }

  /** Takes all IPv4 addresses from a host, also that of its loopback. */
  void removeIpv4(Host host) throws IOException {
    ip("-n", host.namespace(), "-4", "address", "flush", "dev", "lo");
  }

  /** Takes an interface of a host away. */
  void unplug(Host host, String device) throws IOException {
    ip("-n", host.namespace(), "link", "del", device);
  }

  /** A host of the branch. */
  record Host(String namespace) {
    /** The commands of a launcher, run on this host. */
    Commands commands(Path launcher) {
      return Commands.of(launcher, "ip", "netns", "exec", namespace);
    }
  }

  @Override
  public void close() throws IOException {
    cables.forEach(Cable::close);
    for (String namespace : namespaces) {
      ip("netns", "del", namespace);
      Path settings = NAMESPACE_SETTINGS.resolve(namespace);
      Files.deleteIfExists(settings.resolve("resolv.conf"));
      Files.deleteIfExists(settings);
    }
  }

  private static void ip(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("ip"));
    line.addAll(List.of(arguments));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", line) + ": " + output.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
