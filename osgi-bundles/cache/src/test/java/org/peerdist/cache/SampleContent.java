package org.peerdist.cache;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentHashOfData;
import org.peerdist.content.SegmentSecret;
import org.peerdist.content.ServerSecret;
import org.peerdist.content.VerifiedBlock;
import org.peerdist.content.Version1Encoding;
import org.peerdist.content.Version2Encoding;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireWriter;

/** A content of random bytes in one segment, with its content information. */
public final class SampleContent {
  private static final ServerSecret SECRET = new ServerSecret(Bytes.copyOf(new byte[32]));

  private final ContentInformation information;
  private final Segment segment;
  private final byte[] data;

  private SampleContent(ByteBuffer information, byte[] data) {
    try {
      this.information = ContentInformation.decode(information);
      this.segment = this.information.segments().get(0);
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    }
    this.data = data;
  }

  public static SampleContent version1(long seed, int length) {
    byte[] data = bytes(seed, length);
    HashAlgorithm sha256 = HashAlgorithm.SHA_256;
    List<Bytes> hashes = new ArrayList<>();
    var digest = sha256.newDigest();
    for (int at = 0; at < length; at += Version1Encoding.BLOCK_LENGTH) {
      int end = Math.min(length, at + Version1Encoding.BLOCK_LENGTH);
      hashes.add(sha256.hash(ByteBuffer.wrap(data, at, end - at)));
      digest.update(hashes.get(hashes.size() - 1).asByteBuffer());
    }
    SegmentHashOfData hash = new SegmentHashOfData(sha256.finish(digest));
    return new SampleContent(version1Information(length, hash, hashes), data);
  }

  private static ByteBuffer version1Information(
      int length, SegmentHashOfData hash, List<Bytes> hashes) {
    HashAlgorithm sha256 = HashAlgorithm.SHA_256;
    WireWriter out = WireWriter.of(Version1Encoding.ORDER, 128);
    Version1Encoding.writeHeader(out, sha256, 0, 0, 1);
    SegmentSecret secret = SECRET.segmentSecret(sha256, hash);
    Version1Encoding.writeDescription(out, ContentRange.ofLength(0, length), hash, secret);
    Version1Encoding.writeBlockCount(out, hashes.size());
    hashes.forEach(out::bytes);
    return out.toByteBuffer();
  }

  /** A segment with the hashes of this one that says that it has another length. */
  Segment withLength(int length) {
    List<Bytes> hashes = new ArrayList<>();
    for (int i = 0; i < segment.blockCount(); i++) {
      hashes.add(segment.blockHash(i).value());
    }
    ByteBuffer information = version1Information(length, segment.hashOfData(), hashes);
    return new SampleContent(information, data).segment();
  }

  /** A segment of which the content information tells only the first hashes. */
  Segment withHashes(int count) {
    ContentRange part = ContentRange.ofLength(0, count * (long) Version1Encoding.BLOCK_LENGTH);
    return new SampleContent(information.encode(part), data).segment();
  }

  public static SampleContent version2(long seed, int length) {
    return version2(bytes(seed, length), SECRET);
  }

  public static SampleContent version2(byte[] data, ServerSecret serverSecret) {
    HashAlgorithm algorithm = HashAlgorithm.TRUNCATED_SHA_512;
    SegmentHashOfData hash = new SegmentHashOfData(algorithm.hash(ByteBuffer.wrap(data)));
    WireWriter out = WireWriter.of(Version2Encoding.ORDER, 128);
    Version2Encoding.writeHeader(out, 0, 0, 0, 0);
    Version2Encoding.writeChunkHeader(out, 1);
    SegmentSecret secret = serverSecret.segmentSecret(algorithm, hash);
    Version2Encoding.writeDescription(out, data.length, hash, secret);
    return new SampleContent(out.toByteBuffer(), data);
  }

  private static byte[] bytes(long seed, int length) {
    byte[] data = new byte[length];
    new Random(seed).nextBytes(data);
    return data;
  }

  public Segment segment() {
    return segment;
  }

  public ByteBuffer data(int block) {
    ContentRange range = segment.blockRange(block);
    return ByteBuffer.wrap(data, (int) range.start(), (int) range.length()).slice();
  }

  VerifiedBlock block(int block) {
    return segment.verify(block, data(block)).orElseThrow();
  }
}
