package org.peerdist.hostedcache;

import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * The versions of the protocol. Each has its own URL and nothing is negotiated ([MS-PCHC] 1.7,
 * 2.1).
 */
public enum HostedCacheVersion {
  /** Version 1.0, over HTTPS: the one of Windows 7. */
  V1(1, "https", 443, "/C574AC30-5794-4AEE-B1BB-6651C5315029"),
  /** Version 2.0, over HTTP: the one of Windows 8 and later. */
  V2(2, "http", 80, "/0131501b-d67f-491b-9a40-c4bf27bcb4d4");

  private final int number;
  private final String scheme;
  private final int defaultPort;
  private final String path;

  HostedCacheVersion(int number, String scheme, int defaultPort, String path) {
    this.number = number;
    this.scheme = scheme;
    this.defaultPort = defaultPort;
    this.path = path;
  }

  /**
   * Reads minor version (1) and major version (1), of which the minor is always 0.
   *
   * <p>SPEC [MS-PCHC] 2.1: each URL supports the messages of its own version only.
   */
  void readFrom(WireReader reader) throws WireFormatException {
    long start = reader.offset();
    int minor = reader.u8("MinorVersion");
    int major = reader.u8("MajorVersion");
    if (minor != 0 || major != number) {
      throw new WireFormatException(
          "Version", start, major + "." + minor + " is not that of this URL");
    }
  }

  void writeTo(WireWriter writer) {
    writer.u8(0).u8(number);
  }

  /**
   * The major version.
   *
   * @return 1 or 2
   */
  public int number() {
    return number;
  }

  /**
   * The scheme of its URL.
   *
   * @return {@code https} or {@code http}
   */
  public String scheme() {
    return scheme;
  }

  /**
   * The port that it has by default.
   *
   * @return 443 or 80
   */
  public int defaultPort() {
    return defaultPort;
  }

  /**
   * The path of its URL.
   *
   * @return the path, without a slash at its end
   */
  public String path() {
    return path;
  }

  /**
   * The length of its longest message.
   *
   * @return bytes
   */
  public int maxRequestLength() {
    return this == V1 ? SegmentInfo.MAX_LENGTH : BatchedOffer.MAX_LENGTH;
  }
}
