package org.peerdist.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A branch office on one machine: hosts that are network namespaces, on one switch that is a
 * bridge. Needs Linux, root and iproute2. Nothing leaves the namespaces.
 */
final class Branch implements AutoCloseable {
  private final String id = "pd" + ProcessHandle.current().pid();
  private final List<String> namespaces = new ArrayList<>();

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
    String network = branch.add("switch");
    ip("-n", network, "link", "add", "switch", "type", "bridge", "mcast_snooping", "0");
    ip("-n", network, "link", "set", "switch", "up");
    return branch;
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
    String namespace = add("host" + number);
    String port = "port" + number;
    String network = id + "switch";
    ip(
        "-n", network, "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns",
        namespace);
    ip("-n", network, "link", "set", port, "master", "switch", "up");
    String address = "10.77.0." + number;
    ip("-n", namespace, "address", "add", address + "/24", "dev", "eth0");
    ip("-n", namespace, "link", "set", "eth0", "up");
    return new Host(namespace, address);
  }

  /** A host of the branch. */
  record Host(String namespace, String address) {
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
