package org.peerdist.retrieval;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.function.Consumer;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireWriter;

/**
 * Makes block responses as they go over the wire: the block is encrypted straight to its place, so
 * that no byte of it is copied once more. Safe for use by many threads.
 */
final class BlockResponseWriter {
  private final CryptoAlgorithm algorithm;
  private final SecureRandom random;

  BlockResponseWriter(CryptoAlgorithm algorithm, SecureRandom random) {
    this.algorithm = algorithm;
    this.random = random;
  }

  /** A block as it travels, which is put into the message when its place is known. */
  private record Body(
      CryptoAlgorithm algorithm, Bytes vector, int length, Consumer<ByteBuffer> putInto) {}

  /** Returns the same bytes as {@link BlockResponse#encode()}, ready to be read. */
  ByteBuffer write(SegmentId segment, int index, int nextIndex, HeldBlock block) {
    Body body = body(block);
    WireWriter before = WireWriter.of(ByteOrder.BIG_ENDIAN, 96);
    BlockResponse.writeBeforeBlock(segment, index, nextIndex, body.length(), before);
    WireWriter after = WireWriter.of(ByteOrder.BIG_ENDIAN, 32);
    BlockResponse.writeAfterBlock(body.length(), body.vector(), after);
    int size = MessageHeader.LENGTH + before.length() + body.length() + after.length();
    WireWriter header =
        WireWriter.of(ByteOrder.BIG_ENDIAN, ResponseMessage.FRAME_LENGTH + MessageHeader.LENGTH);
    header.u32(size);
    new MessageHeader(MessageType.BLOCK.version(), MessageType.BLOCK, size, body.algorithm())
        .write(header);

    ByteBuffer message = ByteBuffer.allocate(ResponseMessage.FRAME_LENGTH + size);
    message.put(header.toByteBuffer()).put(before.toByteBuffer());
    body.putInto().accept(message);
    return message.put(after.toByteBuffer()).flip();
  }

  private Body body(HeldBlock block) {
    ByteBuffer data = block.data();
    if (block instanceof HeldBlock.Opaque opaque) {
      return new Body(
          opaque.algorithm(),
          opaque.initializationVector(),
          data.remaining(),
          message -> message.put(data.duplicate()));
    }
    HeldBlock.Plain plain = (HeldBlock.Plain) block;
    Bytes vector = newVector();
    return new Body(
        algorithm,
        vector,
        algorithm.encryptedLength(data.remaining()),
        message -> BlockEncryption.encrypt(algorithm, plain.secret(), vector, data, message));
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
