package org.peerdist.retrieval;

import java.nio.ByteBuffer;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Brings a block ("MSG_BLK", [MS-PCCRR] 2.2.5.3). After the header, each field of bytes padded with
 * zeros to a multiple of four: size of the segment id (4), segment id, block index (4), next block
 * index (4), size of the block (4), block, size of data that is not used (4), that data, size of
 * the initialization vector (4), initialization vector.
 *
 * @param algorithm how the block is encrypted
 * @param segment the segment
 * @param index the block in its segment, 0 to 511
 * @param nextIndex the first block after this one that the server has, 0 if there is none
 * @param block the block as it travels, which nobody has verified; empty if the server does not
 *     have it or is busy. The buffer belongs to this message
 * @param initializationVector 16 bytes if there is an encrypted block, otherwise none
 */
public record BlockResponse(
    CryptoAlgorithm algorithm,
    SegmentId segment,
    int index,
    int nextIndex,
    ByteBuffer block,
    Bytes initializationVector)
    implements ResponseMessage {
  /** The block length of AES. */
  static final int VECTOR_LENGTH = 16;

  public BlockResponse {
    Messages.checkBlockIndex(index);
    Messages.checkBlockIndex(nextIndex);
    if (initializationVector.length() != vectorLength(algorithm, block.remaining())) {
      throw new IllegalArgumentException(
          "initialization vector of " + initializationVector.length() + " bytes");
    }
  }

  static int vectorLength(CryptoAlgorithm algorithm, int blockLength) {
    return algorithm == CryptoAlgorithm.NONE || blockLength == 0 ? 0 : VECTOR_LENGTH;
  }

  /**
   * The answer of a server that does not have the block, or has no time.
   *
   * @param segment the segment in question
   * @param index the block in question
   * @param nextIndex the first block after it that the server has, 0 if there is none
   * @return an answer with an empty block
   */
  public static BlockResponse empty(SegmentId segment, int index, int nextIndex) {
    return new BlockResponse(
        CryptoAlgorithm.NONE, segment, index, nextIndex, ByteBuffer.allocate(0), Bytes.EMPTY);
  }

  /**
   * Reads the message.
   *
   * @param input what the reader reads from its offset 0 on; the block becomes a view of it
   */
  static BlockResponse read(MessageHeader header, WireReader reader, ByteBuffer input)
      throws WireFormatException {
    SegmentId segment = Messages.readSegmentId(reader);
    int index = Messages.readBlockIndex("BlockIndex", reader);
    int nextIndex = Messages.readBlockIndex("NextBlockIndex", reader);
    int length = reader.u32("SizeOfBlock", 0, MAX_LENGTH);
    int start = (int) reader.offset();
    reader.skip("Block", length);
    reader.skip("ZeroPad_2", Messages.padding(length));
    int unused = reader.u32("SizeOfVrfBlock", 0, MAX_LENGTH);
    reader.skip("VrfBlock", unused);
    reader.skip("ZeroPad_3", Messages.padding(unused));
    Bytes vector = readVector(header.algorithm(), length, reader);
    ByteBuffer block = input.slice(input.position() + start, length);
    return new BlockResponse(header.algorithm(), segment, index, nextIndex, block, vector);
  }

  private static Bytes readVector(CryptoAlgorithm algorithm, int blockLength, WireReader reader)
      throws WireFormatException {
    int wanted = vectorLength(algorithm, blockLength);
    // An initialization vector beside nothing to decrypt is ignored.
    int length = reader.u32("SizeOfIVBlock", wanted, VECTOR_LENGTH);
    Bytes vector = reader.bytes("IVBlock", length);
    return wanted == 0 ? Bytes.EMPTY : vector;
  }

  @Override
  public void write(WireWriter writer) {
    writeBeforeBlock(segment, index, nextIndex, block.remaining(), writer);
    writer.bytes(block);
    writeAfterBlock(block.remaining(), initializationVector, writer);
  }

  /** Writes the fields up to the block. */
  static void writeBeforeBlock(
      SegmentId segment, int index, int nextIndex, int blockLength, WireWriter writer) {
    Messages.writeSegmentId(segment, writer);
    writer.u32(index).u32(nextIndex).u32(blockLength);
  }

  /** Writes the fields that follow the block. */
  static void writeAfterBlock(int blockLength, Bytes vector, WireWriter writer) {
    Messages.pad(blockLength, writer);
    writer.u32(0).u32(vector.length()).bytes(vector);
  }
}
