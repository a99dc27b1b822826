package org.peerdist.discovery;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.peerdist.wire.WireFormatException;

/**
 * Where the retrieval server of a peer listens ("XAddrs", [MS-PCCRD] 2.2.3.8): an address and a TCP
 * port, written {@code 192.0.2.1:1337} or {@code [2001:db8::1]:1337}, without a scheme.
 *
 * @param address an address of one machine, never a name that has to be looked up. A link-local
 *     address that came from the network carries the interface on which it is valid
 * @param port 1 to 65,535
 */
public record PeerEndpoint(InetAddress address, int port) {
  private static final Pattern IPV4 =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3}):(\\d{1,5})");
  private static final Pattern IPV6 =
      Pattern.compile("\\[([0-9A-Fa-f:.]{2,45})(?:%[0-9A-Za-z._-]{1,32})?\\]:(\\d{1,5})");

  public PeerEndpoint {
    if (port < 1 || port > 65_535 || address.isAnyLocalAddress() || address.isMulticastAddress()) {
      throw new IllegalArgumentException(
          "nobody listens on " + address.getHostAddress() + " port " + port);
    }
  }

  /**
   * Reads an endpoint. Names of hosts are not accepted, and nothing is looked up.
   *
   * <p>INTEROP: a zone after an IPv6 address is the sender's own, and is left out.
   *
   * @param text one entry of XAddrs
   * @return the endpoint
   * @throws WireFormatException if it is not an address and a port
   */
  public static PeerEndpoint parse(String text) throws WireFormatException {
    try {
      Matcher v6 = IPV6.matcher(text);
      if (v6.matches()) {
        // In brackets it is either a valid literal or an error: no lookup.
        InetAddress address = InetAddress.getByName("[" + v6.group(1) + "]");
        return new PeerEndpoint(address, Integer.parseInt(v6.group(2)));
      }
      Matcher v4 = IPV4.matcher(text);
      if (v4.matches()) {
        return new PeerEndpoint(parseV4(v4), Integer.parseInt(v4.group(5)));
      }
    } catch (UnknownHostException | IllegalArgumentException e) {
      throw new WireFormatException("XAddrs", 0, "not an address and a port");
    }
    throw new WireFormatException("XAddrs", 0, "not an address and a port");
  }

  private static InetAddress parseV4(Matcher matcher) throws UnknownHostException {
    byte[] address = new byte[4];
    for (int i = 0; i < 4; i++) {
      int part = Integer.parseInt(matcher.group(i + 1));
      if (part > 255) {
        throw new IllegalArgumentException("address part " + part);
      }
      address[i] = (byte) part;
    }
    return InetAddress.getByAddress(address);
  }

  /**
   * The address as sockets want it.
   *
   * @return address and port, resolved
   */
  public InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(address, port);
  }

  /** The form in messages, without a zone. */
  String toWire() {
    String host = address.getHostAddress();
    int zone = host.indexOf('%');
    return bracket(zone < 0 ? host : host.substring(0, zone));
  }

  private String bracket(String host) {
    return (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port;
  }

  /** The form in messages, and for link-local addresses with the zone on this machine. */
  @Override
  public String toString() {
    return bracket(address.getHostAddress());
  }
}
