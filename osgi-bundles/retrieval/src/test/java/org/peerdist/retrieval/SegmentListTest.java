package org.peerdist.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

class SegmentListTest {
  private static final String REQUEST_ID = "000102030405060708090a0b0c0d0e0f";
  private static final SegmentAges NO_AGES = SegmentAges.NONE;

  // Laid out by hand from [MS-PCCRR] 2.2.4.4.
  private static final ByteBuffer REQUEST =
      Wire.hex(
          "00000002 00000006 00000070 00000001",
          REQUEST_ID,
          "00000002 00000020",
          Wire.ID_HEX,
          "00000020",
          Wire.ID_HEX,
          "00000000");
  // Laid out by hand from [MS-PCCRR] 2.2.5.4 and 2.2.6.1.
  private static final ByteBuffer RESPONSE =
      Wire.hex(
          "0000003c 00000002 00000007 0000003c 00000000",
          REQUEST_ID,
          "00000001 00000001 00000003",
          "0000000c 0001 03 02 00 030201 02 000000");

  @Test
  void encode_equalsVector() throws WireFormatException {
    Wire.assertSame(
        REQUEST,
        new GetSegmentList(
            CryptoAlgorithm.AES_128, Bytes.ofHex(REQUEST_ID), List.of(Wire.ID, Wire.ID)));
    Wire.assertSame(
        RESPONSE,
        new SegmentList(
            Bytes.ofHex(REQUEST_ID),
            List.of(new SegmentRange(1, 4)),
            new SegmentAges(Map.of(0, Duration.ofMillis(10L * 0x010203), 2, Duration.ZERO))));
  }

  /** SPEC [MS-PCCRR] 2.2.6, 2.2.4.4: the blob is optional, and has no bytes in requests. */
  @Test
  void encode_withoutAges_leavesTheBlobOut() throws WireFormatException {
    Wire.assertSame(
        Wire.response(7, 0, REQUEST_ID, "00000000 00000000"),
        new SegmentList(Bytes.ofHex(REQUEST_ID), List.of(), NO_AGES));
  }

  @Test
  void read_truncatedOrLonger_isRejected() {
    Wire.assertTruncationsAreRejected(REQUEST, false);
    Wire.assertTruncationsAreRejected(RESPONSE, true);
  }

  @Test
  void read_hostileCounts_areRejected() {
    for (String count : new String[] {"ffffffff", "80000000", "00000aaa", "00000002"}) {
      Wire.assertRequestRejected(
          Wire.request(6, REQUEST_ID, count, "00000020", Wire.ID_HEX, "00000000"));
      Wire.assertResponseRejected(
          Wire.response(7, 0, REQUEST_ID, count, "00000000 00000001", "00000000"));
    }
  }

  @Test
  void read_hostileRanges_areRejected() {
    for (String range :
        new String[] {"00000000 00000000", "ffffffff 00000001", "00000001 ffffffff"}) {
      Wire.assertResponseRejected(Wire.response(7, 0, REQUEST_ID, "00000001", range, "00000000"));
    }
  }

  @Test
  void read_requestOfVersion1_isRejected() {
    ByteBuffer request = ByteBuffer.allocate(REQUEST.remaining()).put(REQUEST.duplicate()).flip();
    Wire.assertRequestRejected(request.putInt(0, 1));
  }

  @Test
  void read_blobInRequest_isPassedOver() throws WireFormatException {
    assertThat(RequestMessage.read(Wire.request(6, REQUEST_ID, "00000000", "00000003 ffffff")))
        .isEqualTo(new GetSegmentList(CryptoAlgorithm.AES_128, Bytes.ofHex(REQUEST_ID), List.of()));
  }

  @Test
  void read_badBlob_isDiscardedAlone() throws WireFormatException {
    // SPEC [MS-PCCRR] 2.2.6, 2.2.6.1.1: too short, another version, unknown units, too few ages.
    for (String blob :
        new String[] {
          "00000001 00",
          "00000003 000103",
          "00000004 00020300",
          "00000004 00010000",
          "00000004 00010500",
          "00000007 00010301 000000"
        }) {
      assertThat(
              ResponseMessage.read(
                  Wire.response(7, 0, REQUEST_ID, "00000001 00000000 00000001", blob)))
          .isEqualTo(
              new SegmentList(Bytes.ofHex(REQUEST_ID), List.of(new SegmentRange(0, 1)), NO_AGES));
    }
  }

  /** SPEC [MS-PCCRR] 2.2.6.1: all units are understood, and hundredths of a second sent. */
  @Test
  void read_agesInEachUnit_areTold() {
    long[] millis = {1000, 100, 10, 1};
    for (int unit = 1; unit <= 4; unit++) {
      assertThat(SegmentAges.read(Wire.hex("0001 0" + unit + " 01 07 010100 ffff")))
          .contains(new SegmentAges(Map.of(7, Duration.ofMillis(257 * millis[unit - 1]))));
    }
  }

  @Test
  void encode_greatAges_useCoarserUnits() throws WireFormatException {
    for (Duration age :
        new Duration[] {Duration.ofHours(46), Duration.ofDays(19), Duration.ofDays(194)}) {
      assertThat(reread(age)).isEqualTo(age);
    }
    assertThat(reread(Duration.ofDays(10_000))).isEqualTo(Duration.ofSeconds(0xFFFFFF));
  }

  private static Duration reread(Duration age) throws WireFormatException {
    SegmentList list =
        new SegmentList(
            Bytes.ofHex(REQUEST_ID),
            List.of(new SegmentRange(0, 1)),
            new SegmentAges(Map.of(0, age)));
    return ((SegmentList) ResponseMessage.read(list.encode())).ages().ages().get(0);
  }

  /** SPEC [MS-PCCRR] 2.2.3: no request of more than 98,304 bytes. */
  @Test
  void create_tooManySegments_isRejected() {
    List<SegmentId> most = Collections.nCopies(GetSegmentList.MAX_SEGMENTS, Wire.ID);
    Bytes id = Bytes.ofHex(REQUEST_ID);
    assertThat(new GetSegmentList(CryptoAlgorithm.NONE, id, most).encode().remaining())
        .isBetween(98_304 - 36, 98_304);
    assertThatThrownBy(
            () ->
                new GetSegmentList(
                    CryptoAlgorithm.NONE,
                    id,
                    Collections.nCopies(GetSegmentList.MAX_SEGMENTS + 1, Wire.ID)))
        .isInstanceOf(IllegalArgumentException.class);
    SegmentId longId = new SegmentId(Bytes.ofHex(Wire.ID_HEX.repeat(2)));
    int fitting = (98_304 - 40) / (4 + 64);
    ByteBuffer full =
        new GetSegmentList(CryptoAlgorithm.NONE, id, Collections.nCopies(fitting, longId)).encode();
    assertThat(full.remaining()).isBetween(98_304 - 68, 98_304);
    assertThatThrownBy(
            () ->
                new GetSegmentList(
                    CryptoAlgorithm.NONE, id, Collections.nCopies(fitting + 1, longId)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
