package org.peerdist.launcher;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An address as users write it: {@code 10.0.0.1:80}, {@code [::1]:8080}, {@code name:1337}.
 *
 * @param host a name or an IP address, without brackets
 * @param port 0 to 65535; 0 is any free port
 */
record HostAndPort(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+(?:%[\\w.-]+)?)]|([^\\s:\\[\\]/]+)):(\\d{1,5})");

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it is none
   */
  static HostAndPort parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches() || Integer.parseInt(parts.group(3)) > 65_535) {
      throw new IllegalArgumentException(
          "'" + text + "' is not HOST:PORT, such as 10.0.0.1:80, [::1]:80 or name:80");
    }
    String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
    return new HostAndPort(host, Integer.parseInt(parts.group(3)));
  }

  /**
   * Looks the name up.
   *
   * @throws CommandFailure if nobody knows it
   */
  InetSocketAddress resolve() throws CommandFailure {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new CommandFailure("no such host: " + host);
    }
    return address;
  }

  /** The address in the form that {@link #parse} reads and a URL takes. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /** For options. */
  static final class Converter implements ITypeConverter<HostAndPort> {
    @Override
    public HostAndPort convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
