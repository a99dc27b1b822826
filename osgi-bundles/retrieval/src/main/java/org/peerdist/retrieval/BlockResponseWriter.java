package org.peerdist.retrieval;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import org.peerdist.content.SegmentId;
import org.peerdist.content.SegmentSecret;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireWriter;

/**
 * Makes block responses as they go over the wire: the block is encrypted straight to its place, so
 * that no byte of it is copied. Safe for use by many threads.
 */
final class BlockResponseWriter {
  private final CryptoAlgorithm algorithm;
  private final SecureRandom random;

  BlockResponseWriter(CryptoAlgorithm algorithm, SecureRandom random) {
    this.algorithm = algorithm;
    this.random = random;
  }

  /** Returns the same bytes as {@link BlockResponse#encode()}, ready to be read. */
  ByteBuffer write(
      SegmentId segment, SegmentSecret secret, int index, int nextIndex, ByteBuffer block) {
    Bytes vector = newVector();
    int length = algorithm.encryptedLength(block.remaining());
    WireWriter before = WireWriter.of(ByteOrder.BIG_ENDIAN, 96);
    BlockResponse.writeBeforeBlock(segment, index, nextIndex, length, before);
    WireWriter after = WireWriter.of(ByteOrder.BIG_ENDIAN, 32);
    BlockResponse.writeAfterBlock(length, vector, after);
    int size = MessageHeader.LENGTH + before.length() + length + after.length();
    WireWriter header =
        WireWriter.of(ByteOrder.BIG_ENDIAN, ResponseMessage.FRAME_LENGTH + MessageHeader.LENGTH);
    header.u32(size);
    new MessageHeader(MessageType.BLOCK.version(), MessageType.BLOCK, size, algorithm)
        .write(header);

    ByteBuffer message = ByteBuffer.allocate(ResponseMessage.FRAME_LENGTH + size);
    message.put(header.toByteBuffer()).put(before.toByteBuffer());
    BlockEncryption.encrypt(algorithm, secret, vector, block, message);
    return message.put(after.toByteBuffer()).flip();
  }

  /** SPEC [MS-PCCRR] 5.1: a suitable vector is one that nobody can foresee, fresh each time. */
  private Bytes newVector() {
    if (algorithm == CryptoAlgorithm.NONE) {
      return Bytes.EMPTY;
    }
    byte[] vector = new byte[BlockResponse.VECTOR_LENGTH];
    random.nextBytes(vector);
    return Bytes.copyOf(vector);
  }
}
