package org.peerdist.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireWriter;

/**
 * The examples of [MS-PCCRC] 3.1 to 3.7, as far as they can be computed: their contents are not
 * published, but all numbers and offsets are. Where the examples have Kp as a plain hash of the
 * segment's hash and the secret, the formula of section 2.2 is right.
 */
class SpecificationExamplesTest {
  private static final int KIB = 1024;
  private static final ServerPassphrase PASSPHRASE =
      new ServerPassphrase(Bytes.copyOf("no more secrets".getBytes(StandardCharsets.US_ASCII)));

  /**
   * A block of the example contents: as many bytes as wanted, made from the number of the block.
   */
  private static ByteBuffer data(int number, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) (number * 31));
    return ByteBuffer.wrap(bytes).putInt(0, number);
  }

  /** What a server writes of a whole content in version 1. */
  private static ContentInformation version1(int contentLength) throws WireFormatException {
    HashAlgorithm algorithm = HashAlgorithm.SHA_256;
    int segments = (contentLength + Version1Encoding.SEGMENT_LENGTH - 1) >> 25;
    WireWriter out = WireWriter.of(Version1Encoding.ORDER, 0);
    WireWriter lists = WireWriter.of(Version1Encoding.ORDER, 0);
    Version1Encoding.writeHeader(out, algorithm, 0, 0, segments);
    for (int i = 0; i < segments; i++) {
      int start = i << 25;
      int end = Math.min(contentLength, start + Version1Encoding.SEGMENT_LENGTH);
      WireWriter hashes = WireWriter.of(Version1Encoding.ORDER, 0);
      for (int at = start; at < end; at += 64 * KIB) {
        hashes.bytes(algorithm.hash(data(at >> 16, Math.min(64 * KIB, end - at))));
      }
      SegmentHashOfData hash = new SegmentHashOfData(algorithm.hash(hashes.toByteBuffer()));
      SegmentSecret secret = PASSPHRASE.serverSecret(algorithm).segmentSecret(algorithm, hash);
      Version1Encoding.writeDescription(out, ContentRange.ofEnd(start, end), hash, secret);
      Version1Encoding.writeBlockCount(lists, hashes.length() / 32);
      lists.bytes(hashes.toByteBuffer());
    }
    return ContentInformation.decode(out.bytes(lists.toByteBuffer()).toByteBuffer());
  }

  private static void assertU32(ByteBuffer bytes, int offset, long expected) {
    ByteBuffer little = bytes.duplicate().order(Version1Encoding.ORDER);
    assertThat(little.getInt(offset)).as("at " + offset).isEqualTo((int) expected);
  }

  @Test
  void example31_wholeContentWithItsLengthWritten_isRead() throws WireFormatException {
    ByteBuffer bytes = ByteBuffer.allocate(166).put(version1(125 * KIB).encoded()).flip();
    bytes.order(Version1Encoding.ORDER).putInt(10, 128_000);
    ContentInformation information = ContentInformation.decode(bytes);
    assertThat(information.range()).isEqualTo(ContentRange.ofEnd(0, 128_000));
    assertThat(information.segments()).hasSize(1);
  }

  @Test
  void example32_125Kibibytes() throws WireFormatException {
    ContentInformation information = version1(125 * KIB);
    ByteBuffer bytes = information.encoded();
    assertThat(bytes.remaining()).isEqualTo(134 + 32);
    assertThat(Bytes.copyOf(bytes.slice(0, 34)))
        .hasToString(
            "0001"
                + "0c800000"
                + "00000000".repeat(2)
                + "01000000"
                + "00000000".repeat(2)
                + "00f40100"
                + "00000100");
    assertU32(bytes, 98, 2);
    assertThat(Bytes.copyOf(bytes.slice(134, 32)))
        .isEqualTo(HashAlgorithm.SHA_256.hash(data(1, 62_464)));
    Segment segment = information.segments().get(0);
    assertThat(segment.hasConsistentHashes()).isTrue();
    assertThat(segment.verify(0, data(0, 65_536))).isPresent();
    assertThat(segment.verify(1, data(1, 62_464))).isPresent();
  }

  @Test
  void example33_rangeOf125Kibibytes() throws WireFormatException {
    ContentRange range = ContentRange.ofEnd(100 * KIB, 125 * KIB);
    ByteBuffer bytes = version1(125 * KIB).encode(range);
    assertThat(bytes.remaining()).isEqualTo(134 + 32);
    assertU32(bytes, 6, 102_400);
    assertU32(bytes, 10, 0);
    assertU32(bytes, 14, 1);
    assertU32(bytes, 26, 128_000);
    // INTEROP: block 0 is listed although the range starts in block 1.
    assertU32(bytes, 98, 2);
    assertThat(Bytes.copyOf(bytes.slice(102, 32)))
        .isEqualTo(HashAlgorithm.SHA_256.hash(data(0, 65_536)));
    assertThat(ContentInformation.decode(bytes).range()).isEqualTo(range);
  }

  @Test
  void examples34And35_125MebibytesAndARangeOfThem() throws WireFormatException {
    ContentInformation whole = version1(125 * KIB * KIB);
    ByteBuffer bytes = whole.encoded();
    assertThat(bytes.remaining()).isEqualTo(64_322 + 32);
    assertU32(bytes, 14, 4);
    assertU32(bytes, 98, 0x2000000);
    assertU32(bytes, 266, 0x1D00000);
    assertU32(bytes, 338, 512);
    assertU32(bytes, 33_114, 512);
    assertU32(bytes, 49_502, 464);
    assertThat(Bytes.copyOf(bytes.slice(64_322, 32)))
        .isEqualTo(HashAlgorithm.SHA_256.hash(data(0x7CF, 65_536)));

    ContentRange range = ContentRange.ofEnd(100 * KIB, 124 * KIB * KIB);
    assertThat(range.length()).isEqualTo(126_876 * KIB);
    ByteBuffer part = whole.encode(range);
    assertU32(part, 6, 102_400);
    assertU32(part, 10, 0x1C00000);
    assertU32(part, 14, 4);
    assertU32(part, 266, 0x1D00000);
    assertU32(part, 338, 512);
    assertU32(part, 49_502, 448);
    // The example has its last hash at 64,322, where it would be the 464th; the 448th ends here.
    assertThat(part.remaining()).isEqualTo(49_506 + 448 * 32);
    assertThat(Bytes.copyOf(part.slice(49_506 + 447 * 32, 32)))
        .isEqualTo(HashAlgorithm.SHA_256.hash(data(0x7BF, 65_536)));
  }

  /** The 189 KiB of the examples: segments of 60, 85 and 44 KiB. */
  private static ContentInformation version2(long lengthOfRange) throws WireFormatException {
    HashAlgorithm algorithm = HashAlgorithm.TRUNCATED_SHA_512;
    WireWriter out = WireWriter.of(Version2Encoding.ORDER, 0);
    Version2Encoding.writeHeader(out, 0, 0, 0, lengthOfRange);
    Version2Encoding.writeChunkHeader(out, 3);
    int[] lengths = {60 * KIB, 85 * KIB, 44 * KIB};
    for (int i = 0; i < 3; i++) {
      SegmentHashOfData hash = new SegmentHashOfData(algorithm.hash(data(i, lengths[i])));
      SegmentSecret secret = PASSPHRASE.serverSecret(algorithm).segmentSecret(algorithm, hash);
      Version2Encoding.writeDescription(out, lengths[i], hash, secret);
    }
    return ContentInformation.decode(out.toByteBuffer());
  }

  @Test
  void example36_189Kibibytes() throws WireFormatException {
    // The example writes the length of the whole content; 0 would say the same.
    ContentInformation information = version2(0x2F400);
    ByteBuffer bytes = information.encoded();
    assertThat(bytes.remaining()).isEqualTo(240);
    assertThat(Bytes.copyOf(bytes.slice(0, 40)))
        .hasToString("000204" + "00".repeat(20) + "000000000002f400" + "00000000cc" + "0000f000");
    assertThat(bytes.getInt(104)).isEqualTo(0x15400);
    assertThat(bytes.getInt(172)).isEqualTo(0xB000);
    assertThat(information.range()).isEqualTo(version2(0).range());
    assertThat(information.segments().get(2).verify(0, data(2, 44 * KIB))).isPresent();
  }

  @Test
  void example37_rangeOf189Kibibytes() throws WireFormatException {
    ContentRange range = ContentRange.ofEnd(100 * KIB, 110 * KIB);
    ByteBuffer bytes = version2(0).encode(range);
    assertThat(bytes.remaining()).isEqualTo(104);
    // The example has hash algorithm 1, which section 2.4 does not know.
    assertThat(Bytes.copyOf(bytes.slice(0, 40)))
        .hasToString(
            "000204"
                + "000000000000f000"
                + "0000000000000001"
                + "0000a000"
                + "0000000000002800"
                + "0000000044"
                + "00015400");
    assertThat(ContentInformation.decode(bytes).range()).isEqualTo(range);
  }
}
