package org.peerdist.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A branch office on one machine: hosts that are network namespaces, on switches that are bridges.
 * Needs Linux, root and iproute2. Nothing leaves the namespaces.
 */
final class Branch implements AutoCloseable {
  private static final String SWITCH = "switch";

  private final String id = "pd" + ProcessHandle.current().pid();
  private final List<String> namespaces = new ArrayList<>();
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
    for (String namespace : namespaces) {
      ip("netns", "del", namespace);
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
