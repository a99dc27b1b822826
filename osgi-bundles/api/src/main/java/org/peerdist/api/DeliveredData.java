package org.peerdist.api;

import java.nio.ByteBuffer;

/**
 * Some bytes of a delivery. They were verified.
 *
 * @param offset where in the content they start
 * @param bytes at least one; read-only
 * @param source where they came from
 * @param giver the name of the peer or hosted cache; empty for others
 */
public record DeliveredData(long offset, ByteBuffer bytes, SourceKind source, String giver) {
  public DeliveredData {
    bytes = bytes.asReadOnlyBuffer();
  }

  @Override
  public ByteBuffer bytes() {
    return bytes.duplicate();
  }
}
