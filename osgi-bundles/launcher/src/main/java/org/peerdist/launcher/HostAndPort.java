package org.peerdist.launcher;

import java.net.InetSocketAddress;
import org.peerdist.configuration.HostPort;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An address as users write it: {@code 10.0.0.1:80}, {@code [::1]:8080}, {@code name:1337}.
 *
 * @param host a name or an IP address, without brackets
 * @param port 0 to 65535; 0 is any free port
 */
record HostAndPort(String host, int port) {
  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it is none
   */
  static HostAndPort parse(String text) {
    HostPort address = HostPort.parse(text);
    return new HostAndPort(address.host(), address.port());
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
    return new HostPort(host, port).toString();
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
