package org.peerdist.hostedcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

class OfferMessagesTest {
  // Laid out by hand from [MS-PCHC] 2.2.1.1 to 2.2.1.3 and 2.2.1.5.
  private static final ByteBuffer INITIAL =
      Wire.hex("00 01 0001 00000000 0539 000000000000", Wire.ID_HEX);
  private static final String DESCRIPTOR_V1 =
      "00010000 02000000 0010" + Wire.TAG_HEX + "01" + Wire.ID_HEX;
  private static final String DESCRIPTOR_V2 =
      "0000f000 0000f000 0010" + Wire.TAG_HEX + "04" + Wire.ID_HEX;
  private static final String BATCHED_HEADER = "00 02 0003 00000000 0050 000000000000";
  private static final ByteBuffer BATCHED = Wire.hex(BATCHED_HEADER, DESCRIPTOR_V1, DESCRIPTOR_V2);

  private static final OfferedSegment OFFERED_V1 =
      new OfferedSegment(65_536, 33_554_432, Wire.TAG, OfferedSegment.SHA_256, Wire.ID);
  private static final OfferedSegment OFFERED_V2 =
      new OfferedSegment(61_440, 61_440, Wire.TAG, OfferedSegment.TRUNCATED_SHA_512, Wire.ID);

  @Test
  void encode_equalsVector() throws WireFormatException {
    Wire.assertSame(INITIAL, new InitialOffer(1337, Wire.ID));
    Wire.assertSame(BATCHED, new BatchedOffer(80, List.of(OFFERED_V1, OFFERED_V2)));
  }

  @Test
  void read_idOfAnyHash_isUnderstood() throws WireFormatException {
    for (int length : new int[] {32, 48, 64}) {
      SegmentId id = new SegmentId(Bytes.copyOf(new byte[length]));
      InitialOffer offer = new InitialOffer(1, id);
      Wire.assertSame(offer.encode(), offer);
    }
  }

  @Test
  void read_truncatedInitialOffer_isRejected() {
    ByteBuffer longest = new InitialOffer(1, new SegmentId(Bytes.copyOf(new byte[64]))).encode();
    for (int length = 0; length < longest.remaining(); length++) {
      if (length != 16 + 32 && length != 16 + 48) {
        Wire.assertRejected(HostedCacheVersion.V1, Wire.cut(longest, length), " at byte ");
      }
    }
    ByteBuffer longer = ByteBuffer.allocate(81).put(longest).rewind();
    Wire.assertRejected(HostedCacheVersion.V1, longer, "65 is no length of a hash");
  }

  @Test
  void read_truncatedBatchedOffer_isRejected() {
    for (int length = 0; length < BATCHED.remaining(); length++) {
      if (length != 16 + 59) {
        Wire.assertRejected(HostedCacheVersion.V2, Wire.cut(BATCHED, length), " at byte ");
      }
    }
    Wire.assertRejected(
        HostedCacheVersion.V2, Wire.hex(BATCHED_HEADER, DESCRIPTOR_V1, "00"), "BlockSize");
  }

  @Test
  void read_padding_isIgnored() throws WireFormatException {
    // SPEC [MS-PCHC] 2.2.1.1, 2.2.1.2: MUST be ignored on processing.
    ByteBuffer padded = Wire.hex("00 01 0001 ffffffff 0539 ffffffffffff", Wire.ID_HEX);
    assertThat(OfferMessage.read(HostedCacheVersion.V1, padded))
        .isEqualTo(new InitialOffer(1337, Wire.ID));
  }

  @Test
  void read_otherVersion_isRejected() {
    // SPEC [MS-PCHC] 2.1, 2.2.1.1: the version of the URL, and no other.
    Wire.assertRejected(HostedCacheVersion.V2, INITIAL, "Version at byte 0: 1.0 is not");
    Wire.assertRejected(HostedCacheVersion.V1, BATCHED, "Version at byte 0: 2.0 is not");
    for (int version : new int[] {0, 3, 0xFE}) {
      Wire.assertRejected(HostedCacheVersion.V1, Wire.with(INITIAL, 1, version), "Version");
      Wire.assertRejected(HostedCacheVersion.V2, Wire.with(BATCHED, 1, version), "Version");
    }
    Wire.assertRejected(HostedCacheVersion.V1, Wire.with(INITIAL, 0, 1), "1.1 is not");
    Wire.assertRejected(HostedCacheVersion.V2, Wire.with(BATCHED, 0, 1), "2.1 is not");
  }

  @Test
  void read_typeOfOtherVersionOrUnknown_isRejected() {
    for (int type : new int[] {0, 3, 4, 0xFE}) {
      Wire.assertRejected(HostedCacheVersion.V1, Wire.with(INITIAL, 3, type), "no message of");
    }
    for (int type : new int[] {0, 1, 2, 4, 0xFE}) {
      Wire.assertRejected(HostedCacheVersion.V2, Wire.with(BATCHED, 3, type), "no message of");
    }
    Wire.assertRejected(HostedCacheVersion.V1, Wire.with(INITIAL, 2, 1), "257 is no message");
  }

  @Test
  void read_noneOrTooManySegments_isRejected() throws WireFormatException {
    Wire.assertRejected(HostedCacheVersion.V2, Wire.hex(BATCHED_HEADER), "there is none");
    String most = DESCRIPTOR_V2.repeat(128);
    OfferMessage full = OfferMessage.read(HostedCacheVersion.V2, Wire.hex(BATCHED_HEADER, most));
    assertThat(full).isEqualTo(new BatchedOffer(80, Collections.nCopies(128, OFFERED_V2)));
    assertThat(full.encode().remaining()).isEqualTo(BatchedOffer.MAX_LENGTH);
    // SPEC [MS-PCHC] 2.2.1.5: MUST NOT contain more than 128.
    Wire.assertRejected(
        HostedCacheVersion.V2, Wire.hex(BATCHED_HEADER, most, DESCRIPTOR_V2), "more than 128");
  }

  @Test
  void read_otherSizeOfTag_isRejected() {
    // SPEC [MS-PCHC] 2.2.1.5: MUST be set to 16 bytes.
    for (String tag : new String[] {"0000", "0001 57", "000f" + Wire.TAG_HEX, "0011", "ffff"}) {
      ByteBuffer offer =
          Wire.hex(BATCHED_HEADER, "00000001 00000001", tag, Wire.TAG_HEX, "01", Wire.ID_HEX);
      Wire.assertRejected(HostedCacheVersion.V2, offer, "is not 16");
    }
  }

  @Test
  void read_hostileSizesAndHashes_areNoPossibleSegments() throws WireFormatException {
    for (String sizesAndHash :
        new String[] {
          "00010000 00000000 01", "00010000 02000001 01", "00010000 ffffffff 01",
          "00000000 00000000 04", "00020001 00020001 04", "00000001 ffffffff 04",
          "00000001 00000001 00", "00000001 00000001 02", "00000001 00000001 fe"
        }) {
      String sizes = sizesAndHash.substring(0, 18);
      String hash = sizesAndHash.substring(18);
      BatchedOffer offer =
          (BatchedOffer)
              OfferMessage.read(
                  HostedCacheVersion.V2,
                  Wire.hex(BATCHED_HEADER, sizes, "0010", Wire.TAG_HEX, hash, Wire.ID_HEX));
      assertThat(offer.segments().get(0).isPossible()).as(sizesAndHash).isFalse();
    }
    assertThat(OFFERED_V1.isPossible()).isTrue();
    assertThat(OFFERED_V2.isPossible()).isTrue();
  }

  @Test
  void blockLength_followsFromTheHash_whateverTheMessageSays() {
    for (long size : new long[] {0, 1, 65_536, 0xFFFF_FFFFL}) {
      assertThat(new OfferedSegment(size, 100_000, Wire.TAG, 1, Wire.ID).blockLength())
          .isEqualTo(65_536);
      assertThat(new OfferedSegment(size, 100_000, Wire.TAG, 4, Wire.ID).blockLength())
          .isEqualTo(100_000);
    }
  }

  @Test
  void of_segment_tellsItsMeasures() {
    Segment v1 = SampleContent.version1(100_000).segment();
    assertThat(OfferedSegment.of(v1, Wire.TAG))
        .contains(new OfferedSegment(65_536, 100_000, Wire.TAG, 1, v1.id()));
    Segment v2 = SampleContent.version2(100_000, 100_000).segment();
    assertThat(OfferedSegment.of(v2, Wire.TAG))
        .contains(new OfferedSegment(100_000, 100_000, Wire.TAG, 4, v2.id()));
    Segment sha512 = SampleContent.version1(100_000, HashAlgorithm.SHA_512).segment();
    assertThat(OfferedSegment.of(sha512, Wire.TAG)).isEqualTo(Optional.empty());
  }

  @Test
  void create_withImpossibleValues_isRejected() {
    assertThatThrownBy(() -> new InitialOffer(65_536, Wire.ID)).hasMessageContaining("65536");
    assertThatThrownBy(() -> new BatchedOffer(-1, List.of(OFFERED_V1))).hasMessageContaining("-1");
    assertThatThrownBy(() -> new BatchedOffer(1, List.of())).hasMessageContaining("0 segments");
    assertThatThrownBy(() -> new BatchedOffer(1, Collections.nCopies(129, OFFERED_V1)))
        .hasMessageContaining("129 segments");
    assertThatThrownBy(() -> new OfferedSegment(-1, 1, Wire.TAG, 1, Wire.ID))
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> new OfferedSegment(1, 1L << 32, Wire.TAG, 1, Wire.ID))
        .hasMessageContaining("4294967296");
    assertThatThrownBy(() -> new OfferedSegment(1, 1, Wire.TAG, 256, Wire.ID))
        .hasMessageContaining("256");
    SegmentId longer = new SegmentId(Bytes.copyOf(new byte[48]));
    assertThatThrownBy(() -> new OfferedSegment(1, 1, Wire.TAG, 1, longer))
        .hasMessageContaining("48 bytes");
  }
}
