package org.peerdist.configuration;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address as users write it: {@code 10.0.0.1:80}, {@code [::1]:8080}, {@code name:1337}.
 *
 * @param host a name or an IP address, without brackets
 * @param port 0 to 65535; 0 is any free port
 */
public record HostPort(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+(?:%[\\w.-]+)?)]|([^\\s:\\[\\]/]+)):(\\d{1,5})");

  /**
   * Reads an address.
   *
   * @param text what the user wrote
   * @return the address
   * @throws IllegalArgumentException if it is none
   */
  public static HostPort parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches() || Integer.parseInt(parts.group(3)) > 65_535) {
      throw new IllegalArgumentException(
          "'" + text + "' is not HOST:PORT, such as 10.0.0.1:80, [::1]:80 or name:80");
    }
    String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
    return new HostPort(host, Integer.parseInt(parts.group(3)));
  }

  /**
   * Looks the name up.
   *
   * @return the address
   * @throws IllegalArgumentException if nobody knows the name
   */
  public InetSocketAddress resolve() {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("no such host: " + host);
    }
    return address;
  }

  /** The address in the form that {@link #parse} reads and a URL takes. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
