package org.peerdist.hostedcache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentHashOfData;
import org.peerdist.content.SegmentSecret;
import org.peerdist.content.Version1Encoding;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireWriter;

/** A content of pseudorandom bytes with its content information. */
final class SampleContent {
  private static final int BLOCK = Version1Encoding.BLOCK_LENGTH;

  final byte[] bytes;
  final ContentInformation information;

  private SampleContent(byte[] bytes, ByteBuffer information) {
    this.bytes = bytes;
    try {
      this.information = ContentInformation.decode(information);
    } catch (WireFormatException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Version 1: one segment. */
  static SampleContent version1(int length) {
    return version1(length, HashAlgorithm.SHA_256);
  }

  static SampleContent version1(int length, HashAlgorithm algorithm) {
    byte[] bytes = randomBytes(length);
    WireWriter hashes = WireWriter.of(Version1Encoding.ORDER, 4096);
    for (int start = 0; start < length; start += BLOCK) {
      int blockLength = Math.min(BLOCK, length - start);
      hashes.bytes(algorithm.hash(ByteBuffer.wrap(bytes, start, blockLength)));
    }
    WireWriter out = WireWriter.of(Version1Encoding.ORDER, 4096);
    Version1Encoding.writeHeader(out, algorithm, 0, 0, 1);
    Version1Encoding.writeDescription(
        out,
        ContentRange.ofLength(0, length),
        new SegmentHashOfData(algorithm.hash(hashes.toByteBuffer())),
        new SegmentSecret(secret(algorithm, length)));
    Version1Encoding.writeBlockCount(out, hashes.length() / algorithm.length());
    out.bytes(hashes.toByteBuffer());
    return new SampleContent(bytes, out.toByteBuffer());
  }

  /** Version 2: segments of this length, and a last one with what remains. */
  static SampleContent version2(int length, int segmentLength) {
    byte[] bytes = randomBytes(length);
    HashAlgorithm algorithm = HashAlgorithm.TRUNCATED_SHA_512;
    int count = (length + segmentLength - 1) / segmentLength;
    WireWriter out = WireWriter.of(ByteOrder.BIG_ENDIAN, 256);
    out.u8(0).u8(2).u8(algorithm.wireValue()).u64(0).u64(0).u32(0).u64(0);
    out.u8(0).u32(68L * count);
    for (int start = 0; start < length; start += segmentLength) {
      int part = Math.min(segmentLength, length - start);
      out.u32(part).bytes(algorithm.hash(ByteBuffer.wrap(bytes, start, part)));
      out.bytes(secret(algorithm, start));
    }
    return new SampleContent(bytes, out.toByteBuffer());
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

  List<Segment> segments() {
    return new ArrayList<>(information.segments());
  }

  Segment segment() {
    return information.segments().get(0);
  }

  ByteBuffer block(Segment segment, int index) {
    ContentRange range = segment.blockRange(index);
    return ByteBuffer.wrap(bytes, (int) range.start(), (int) range.length()).slice();
  }
}
