package org.peerdist.discovery.internal;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.util.HexFormat;

/** The multicast groups of WS-Discovery, and channels for them. */
enum Group {
  /** 239.255.255.250. */
  IPV4(StandardProtocolFamily.INET, "EFFFFFFA"),
  /** ff02::c, all on the same link. */
  IPV6(StandardProtocolFamily.INET6, "FF02000000000000000000000000000C");

  /**
   * POLICY: so much may wait to be received, if the system allows it. Some 50 datagrams come at
   * once when somebody asks for thousands of segments, and what does not fit is lost.
   */
  private static final int WAITING_BYTES = 1 << 20;

  private final StandardProtocolFamily family;
  private final String hex;

  Group(StandardProtocolFamily family, String hex) {
    this.family = family;
    this.hex = hex;
  }

  boolean isOn(LocalLink link) {
    return this == IPV4 ? link.hasIpv4() : link.hasIpv6();
  }

  InetAddress address() {
    try {
      return InetAddress.getByAddress(bytes());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("addresses have 4 or 16 bytes", e);
    }
  }

  /** Where probes for one interface go. */
  InetSocketAddress target(LocalLink link, int port) {
    try {
      InetAddress zoned =
          this == IPV4 ? address() : Inet6Address.getByAddress(null, bytes(), link.index());
      return new InetSocketAddress(zoned, port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("addresses have 4 or 16 bytes", e);
    }
  }

  /** A channel that sends to the group through one interface, from a port of its own. */
  DatagramChannel openForProbes(LocalLink link) throws IOException {
    return open(
        0,
        channel -> {
          channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, link.device());
          // SPEC [WS-Discovery] 2.4: the group is that of the link; routers pass nothing on.
          channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1);
          // Other processes on this machine are peers too.
          channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
        });
  }

  /** A channel on the port of the group, which it has not joined yet. */
  DatagramChannel openForAnswers(int port) throws IOException {
    // Other programs of this machine listen there too.
    return open(port, channel -> channel.setOption(StandardSocketOptions.SO_REUSEADDR, true));
  }

  /** What a channel needs before it is bound. */
  @FunctionalInterface
  private interface Preparation {
    void prepare(DatagramChannel channel) throws IOException;
  }

  private DatagramChannel open(int port, Preparation preparation) throws IOException {
    DatagramChannel channel = open();
    try {
      preparation.prepare(channel);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, WAITING_BYTES);
      return channel.bind(new InetSocketAddress(anyAddress(), port));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private DatagramChannel open() throws IOException {
    try {
      return DatagramChannel.open(family);
    } catch (UnsupportedOperationException e) {
      throw new IOException("this system has no " + this, e);
    }
  }

  private byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  private InetAddress anyAddress() throws UnknownHostException {
    return InetAddress.getByAddress(new byte[hex.length() / 2]);
  }
}
