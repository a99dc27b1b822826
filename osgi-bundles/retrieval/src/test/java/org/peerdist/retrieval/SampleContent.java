package org.peerdist.retrieval;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.Random;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireWriter;

/** A content of one segment with pseudorandom bytes, and a source that holds blocks of it. */
final class SampleContent implements BlockSource, HeldSegment {
  private static final int BLOCK = 65_536;

  final byte[] bytes;
  final Segment segment;
  private final BitSet held = new BitSet();

  /** What it says about its age; nothing if null. */
  Duration age;

  private SampleContent(byte[] bytes, ByteBuffer information) {
    this.bytes = bytes;
    try {
      this.segment = ContentInformation.decode(information).segments().get(0);
    } catch (WireFormatException e) {
      throw new IllegalStateException(e);
    }
    held.set(0, segment.blockCount());
  }

  static SampleContent version1(int length) {
    return version1(length, HashAlgorithm.SHA_256);
  }

  static SampleContent version1(int length, HashAlgorithm algorithm) {
    byte[] bytes = randomBytes(length);
    int count = (length + BLOCK - 1) / BLOCK;
    WireWriter writer = WireWriter.of(ByteOrder.LITTLE_ENDIAN, 4096);
    writer.u8(0).u8(1).u32(algorithm.wireValue()).u32(0).u32(0).u32(1);
    writer.u64(0).u32(length).u32(BLOCK);
    writer.bytes(secret(algorithm, 1)).bytes(secret(algorithm, 2)).u32(count);
    for (int start = 0; start < length; start += BLOCK) {
      int blockLength = Math.min(BLOCK, length - start);
      writer.bytes(algorithm.hash(ByteBuffer.wrap(bytes, start, blockLength)));
    }
    return new SampleContent(bytes, writer.toByteBuffer());
  }

  static SampleContent version2(int length) {
    byte[] bytes = randomBytes(length);
    HashAlgorithm algorithm = HashAlgorithm.TRUNCATED_SHA_512;
    WireWriter writer = WireWriter.of(ByteOrder.BIG_ENDIAN, 256);
    writer.u8(0).u8(2).u8(algorithm.wireValue()).u64(0).u64(0).u32(0).u64(0);
    writer.u8(0).u32(68).u32(length);
    writer.bytes(algorithm.hash(ByteBuffer.wrap(bytes))).bytes(secret(algorithm, 2));
    return new SampleContent(bytes, writer.toByteBuffer());
  }

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static Bytes secret(HashAlgorithm algorithm, int seed) {
    byte[] bytes = new byte[algorithm.length()];
    new Random(seed).nextBytes(bytes);
    return Bytes.copyOf(bytes);
  }

  SampleContent without(int... indexes) {
    for (int index : indexes) {
      held.clear(index);
    }
    return this;
  }

  ByteBuffer block(int index) {
    int start = (int) segment.blockRange(index).start();
    return ByteBuffer.wrap(bytes, start, (int) segment.blockRange(index).length()).slice();
  }

  @Override
  public Optional<HeldSegment> find(SegmentId id) {
    return id.equals(segment.id()) && !held.isEmpty() ? Optional.of(this) : Optional.empty();
  }

  @Override
  public Optional<Duration> age() {
    return Optional.ofNullable(age);
  }

  @Override
  public int blockCount() {
    return segment.blockCount();
  }

  @Override
  public BitSet heldBlocks() {
    return (BitSet) held.clone();
  }

  @Override
  public Optional<HeldBlock> read(int index) {
    return held.get(index)
        ? Optional.of(new HeldBlock.Plain(block(index), segment.secret()))
        : Optional.empty();
  }
}
