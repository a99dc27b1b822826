package org.peerdist.launcher;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.peerdist.hostedcache.HostedCacheSite;
import org.peerdist.hostedcache.HostedCacheVersion;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A hosted cache as users name it: {@code HOST:PORT} for protocol 2.0, {@code
 * https://HOST[:PORT][,PORT]} for protocol 1.0.
 *
 * @param offers where it takes offers
 * @param blocksPort the port from which blocks are fetched
 * @param version the version of the protocol
 */
record HostedCacheName(HostAndPort offers, int blocksPort, HostedCacheVersion version) {
  private static final Pattern HTTPS =
      Pattern.compile("https://(.*?)(:\\d{1,5})?/?(?:,(\\d{1,5}))?");

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if it is none
   */
  static HostedCacheName parse(String text) {
    Matcher parts = HTTPS.matcher(text.strip());
    if (!parts.matches()) {
      HostAndPort address = HostAndPort.parse(text);
      return new HostedCacheName(address, address.port(), HostedCacheVersion.V2);
    }
    String port =
        parts.group(2) == null ? ":" + HostedCacheVersion.V1.defaultPort() : parts.group(2);
    int blocks =
        parts.group(3) == null
            ? HostedCacheVersion.V2.defaultPort()
            : HostAndPort.parse("blocks:" + parts.group(3)).port();
    return new HostedCacheName(
        HostAndPort.parse(parts.group(1) + port), blocks, HostedCacheVersion.V1);
  }

  /**
   * Looks the name up.
   *
   * @throws CommandFailure if nobody knows it
   */
  HostedCacheSite resolve() throws CommandFailure {
    InetSocketAddress address = offers.resolve();
    return version == HostedCacheVersion.V2
        ? HostedCacheSite.at(address)
        : HostedCacheSite.version1(offers.host(), address.getAddress(), offers.port(), blocksPort);
  }

  /** For options. */
  static final class Converter implements ITypeConverter<HostedCacheName> {
    @Override
    public HostedCacheName convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
