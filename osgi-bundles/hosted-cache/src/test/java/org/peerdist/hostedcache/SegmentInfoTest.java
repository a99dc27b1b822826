package org.peerdist.hostedcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.content.ContentRange;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.Segment;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

class SegmentInfoTest {
  private static final String HASH = "11".repeat(32);
  private static final String SECRET = "22".repeat(32);
  private static final String BLOCKS = "33".repeat(32) + "44".repeat(32);

  // Laid out by hand from [MS-PCHC] 2.2.1.4 and [MS-PCCRC] 2.3: big-endian, then little-endian.
  private static final String MESSAGE_START = "00 01 0002 00000000 0539 000000000000";
  private static final String INFORMATION_START = "0001 0c800000 05000000 70110100 01000000";
  private static final String DESCRIPTION =
      "0000000600000000 70110100 00000100" + HASH + SECRET + "02000000" + BLOCKS;
  private static final ByteBuffer MESSAGE =
      Wire.hex(MESSAGE_START, Wire.TAG_HEX, INFORMATION_START, DESCRIPTION);

  private static Segment decode(String... information) throws WireFormatException {
    return SegmentInformation.decode(Bytes.copyOf(Wire.hex(information)));
  }

  private static void assertRejected(String... information) {
    assertThatThrownBy(() -> decode(information)).isInstanceOf(WireFormatException.class);
  }

  @Test
  void encode_equalsVector() throws WireFormatException {
    Segment segment = decode(INFORMATION_START, DESCRIPTION);
    long start = 3L * 32 * 1024 * 1024;
    assertThat(segment.range()).isEqualTo(ContentRange.ofLength(start, 70_000));
    assertThat(segment.secret().value()).isEqualTo(Bytes.ofHex(SECRET));
    assertThat(segment.blockHash(1).value()).isEqualTo(Bytes.ofHex("44".repeat(32)));
    ContentRange range = ContentRange.ofEnd(start + 5, start + 70_000);
    Wire.assertSame(MESSAGE, SegmentInfo.of(1337, Wire.TAG, segment, range));
  }

  @ParameterizedTest
  @EnumSource(names = "TRUNCATED_SHA_512", mode = EnumSource.Mode.EXCLUDE)
  void segment_afterRoundTrip_isTheSame(HashAlgorithm algorithm) throws WireFormatException {
    Segment segment = SampleContent.version1(1_000_000, algorithm).segment();
    SegmentInfo sent = SegmentInfo.of(1, Wire.TAG, segment, segment.range());
    SegmentInfo received = (SegmentInfo) OfferMessage.read(HostedCacheVersion.V1, sent.encode());
    assertThat(received).isEqualTo(sent);
    assertThat(received.segment().id()).isEqualTo(segment.id());
    assertThat(received.segment().listedBlockCount()).isEqualTo(16);
    assertThat(received.segment().hasConsistentHashes()).isTrue();
  }

  @Test
  void read_longestMessage_isAccepted() throws WireFormatException {
    Segment segment = SampleContent.version1(33_554_432, HashAlgorithm.SHA_512).segment();
    SegmentInfo longest = SegmentInfo.of(1, Wire.TAG, segment, segment.range());
    assertThat(longest.encode().remaining()).isEqualTo(SegmentInfo.MAX_LENGTH);
    Wire.assertSame(longest.encode(), longest);
    ByteBuffer longer =
        ByteBuffer.allocate(SegmentInfo.MAX_LENGTH + 1).put(longest.encode()).rewind();
    Wire.assertRejected(HostedCacheVersion.V1, longer, "too many for one segment");
  }

  @Test
  void read_truncated_isRejectedOrTellsNoSegment() throws WireFormatException {
    for (int length = 0; length < MESSAGE.remaining(); length++) {
      ByteBuffer cut = Wire.cut(MESSAGE, length);
      if (length < 32) {
        Wire.assertRejected(HostedCacheVersion.V1, cut, " at byte ");
      } else {
        SegmentInfo info = (SegmentInfo) OfferMessage.read(HostedCacheVersion.V1, cut);
        assertThatThrownBy(info::segment).isInstanceOf(WireFormatException.class);
      }
    }
  }

  @Test
  void segment_ofHostileInformation_isRejected() {
    // What Microsoft's protocol test suite sends too: another version, another hash, no segment.
    assertRejected("fefe 0c800000 00000000 00000000 01000000", DESCRIPTION);
    assertRejected("0002 0c800000 00000000 00000000 01000000", DESCRIPTION);
    assertRejected("0001 fefe0000 00000000 00000000 01000000", DESCRIPTION);
    assertRejected("0001 0c800000 00000000 00000000 00000000 02000000", BLOCKS);
    assertRejected("0001 0c800000 00000000 00000000 02000000", DESCRIPTION, DESCRIPTION);
    assertRejected("0001 0c800000 00000000 00000000 ffffffff", DESCRIPTION);
    assertRejected(INFORMATION_START, DESCRIPTION, "00");
  }

  @Test
  void segment_withHostileMeasures_isRejected() {
    String start = INFORMATION_START + "0000000600000000";
    String rest = "00000100" + HASH + SECRET;
    assertRejected(start, "00000000", rest, "01000000", BLOCKS);
    assertRejected(start, "01000002", rest, "02000000", BLOCKS);
    assertRejected(start, "ffffffff", rest, "02000000", BLOCKS);
    assertRejected(start, "70110100", "00000200", HASH, SECRET, "02000000", BLOCKS);
    for (String count : new String[] {"00000000", "03000000", "01020000", "ffffffff"}) {
      assertRejected(start, "70110100", rest, count, BLOCKS);
    }
    assertRejected(INFORMATION_START, "0000000600000080", "70110100", rest, "02000000", BLOCKS);
  }

  @Test
  void segment_withAnyNumbersOfTheRange_isReadFromBlock0() throws WireFormatException {
    for (String range :
        new String[] {"00000000 00000000", "05000000 05000000", "ffffffff ffffffff"}) {
      Segment segment = decode("0001 0c800000", range, "01000000", DESCRIPTION);
      assertThat(segment.length()).isEqualTo(70_000);
      assertThat(segment.listedBlockCount()).isEqualTo(2);
    }
  }

  @Test
  void segment_withFewerBlockHashes_knowsTheFirst() throws WireFormatException {
    Segment segment =
        decode(
            INFORMATION_START,
            "0000000600000000 70110100 00000100",
            HASH,
            SECRET,
            "01000000",
            "33".repeat(32));
    assertThat(segment.length()).isEqualTo(70_000);
    assertThat(segment.blockCount()).isEqualTo(2);
    assertThat(segment.listedBlockCount()).isEqualTo(1);
  }

  @Test
  void of_version2_isRejected() {
    Segment segment = SampleContent.version2(1000, 1000).segment();
    assertThatThrownBy(() -> SegmentInfo.of(1, Wire.TAG, segment, segment.range()))
        .hasMessage("only segments of version 1 are described like this");
  }

  @Test
  void create_withTooMuch_isRejected() {
    Bytes information = Bytes.copyOf(new byte[SegmentInfo.MAX_LENGTH]);
    assertThatThrownBy(() -> new SegmentInfo(1, Wire.TAG, information))
        .hasMessageContaining("bytes about one segment");
  }

  @Test
  void toString_hidesTheSecret() {
    SegmentInfo info = new SegmentInfo(1, Wire.TAG, Bytes.ofHex(SECRET));
    assertThat(info.toString()).isEqualTo("SegmentInfo[port=1, tag=WinINet, 32 bytes]");
  }
}
