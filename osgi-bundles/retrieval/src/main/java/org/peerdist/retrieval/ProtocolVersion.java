package org.peerdist.retrieval;

import java.util.Optional;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * A version of the retrieval protocol ([MS-PCCRR] 2.2.3, "ProtVer"): four bytes in network byte
 * order, the minor version in the first two, the major version in the last two.
 *
 * @param major 0 to 65,535
 * @param minor 0 to 65,535
 */
public record ProtocolVersion(int major, int minor) {
  /** The version of all messages but the segment lists. */
  public static final ProtocolVersion V1_0 = new ProtocolVersion(1, 0);

  /** The version that added segment lists. */
  public static final ProtocolVersion V2_0 = new ProtocolVersion(2, 0);

  public ProtocolVersion {
    if (major < 0 || major > 0xFFFF || minor < 0 || minor > 0xFFFF) {
      throw new IllegalArgumentException("protocol version " + major + "." + minor);
    }
  }

  /**
   * Reads four bytes.
   *
   * @param field the name of the field
   * @param reader where it starts
   * @return any version, supported or not
   * @throws WireFormatException if it is cut off
   */
  static ProtocolVersion read(String field, WireReader reader) throws WireFormatException {
    long value = reader.u32(field);
    return new ProtocolVersion((int) (value & 0xFFFF), (int) (value >>> 16));
  }

  void write(WireWriter writer) {
    writer.u16(minor).u16(major);
  }

  /**
   * Whether messages with this version in their header are understood here. Minor versions do not
   * matter.
   *
   * @return true for major versions 1 and 2
   */
  public boolean isSupported() {
    return major >= V1_0.major && major <= V2_0.major;
  }

  /** Fails if messages with this version in their header are not understood here. */
  void requireSupported() throws WireFormatException {
    if (!isSupported()) {
      throw new WireFormatException("ProtVer", 0, "version " + this + " is not 1.x or 2.x");
    }
  }

  /**
   * The version to speak with a peer.
   *
   * <p>SPEC [MS-PCCRR] 3.1.5.1: the highest major version in both ranges; within it each side uses
   * its own highest minor version.
   *
   * @param lowest the lowest version that the peer supports
   * @param highest the highest version that the peer supports
   * @return our version with that major version, or nothing if there is none
   */
  public static Optional<ProtocolVersion> select(ProtocolVersion lowest, ProtocolVersion highest) {
    int common = Math.min(V2_0.major, highest.major);
    if (common < V1_0.major || common < lowest.major) {
      return Optional.empty();
    }
    return Optional.of(common == V2_0.major ? V2_0 : V1_0);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
