package org.peerdist.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.peerdist.wire.WireFormatException;

class BlockListTest {
  private static final String ID_FIELD = "00000020" + Wire.ID_HEX;
  private static final List<BlockRange> RANGES =
      List.of(BlockRange.ofLength(42, 7), BlockRange.ofLength(511, 1));

  // Laid out by hand from [MS-PCCRR] 2.2.4.2; [42, 7] is the example of 2.2.1.1.
  private static final ByteBuffer REQUEST =
      Wire.hex(
          "00000001 00000002 00000048 00000001",
          ID_FIELD,
          "00000002 0000002a 00000007 000001ff 00000001");
  // Laid out by hand from [MS-PCCRR] 2.2.5.2.
  private static final ByteBuffer RESPONSE =
      Wire.hex(
          "0000004c 00000001 00000004 0000004c 00000000",
          ID_FIELD,
          "00000002 0000002a 00000007 000001ff 00000001 00000031");

  @Test
  void encode_equalsVector() throws WireFormatException {
    Wire.assertSame(REQUEST, new GetBlockList(CryptoAlgorithm.AES_128, Wire.ID, RANGES));
    Wire.assertSame(RESPONSE, new BlockList(Wire.ID, RANGES, 49));
  }

  @Test
  void read_emptyList_isValid() throws WireFormatException {
    assertThat(ResponseMessage.read(Wire.response(4, 0, ID_FIELD, "00000000 00000000")))
        .isEqualTo(new BlockList(Wire.ID, List.of(), 0));
  }

  @Test
  void read_truncatedOrLonger_isRejected() {
    Wire.assertTruncationsAreRejected(REQUEST, false);
    Wire.assertTruncationsAreRejected(RESPONSE, true);
  }

  @Test
  void read_rangesInAnyOrder_areNormalised() throws WireFormatException {
    // SPEC [MS-PCCRR] 2.2.4.2, note 4: such ranges are accepted, and never sent.
    ByteBuffer request =
        Wire.request(2, ID_FIELD, "00000003 00000005 00000003 00000000 00000002 00000002 00000004");
    assertThat(RequestMessage.read(request))
        .isEqualTo(
            new GetBlockList(CryptoAlgorithm.AES_128, Wire.ID, List.of(BlockRange.ofLength(0, 8))));
  }

  /** SPEC [MS-PCCRR] 2.2.1.1: indexes from 0 to 511, and at least one block. */
  @Test
  void read_rangeOutOfBounds_isRejected() {
    for (String range :
        new String[] {
          "00000000 00000000", "00000200 00000001", "00000001 00000200",
          "ffffffff 00000001", "00000000 ffffffff", "000001ff 00000002"
        }) {
      Wire.assertRequestRejected(Wire.request(2, ID_FIELD, "00000001", range));
      Wire.assertResponseRejected(Wire.response(4, 0, ID_FIELD, "00000001", range, "00000000"));
    }
  }

  @Test
  void read_countOfRangesOutOfBounds_isRejected() {
    Wire.assertRequestRejected(Wire.request(2, ID_FIELD, "00000000"));
    String range = "00000000 00000001";
    Wire.assertRequestRejected(Wire.request(2, ID_FIELD, "00000101", range.repeat(257)));
    Wire.assertRequestRejected(Wire.request(2, ID_FIELD, "ffffffff", range));
    Wire.assertResponseRejected(
        Wire.response(4, 0, ID_FIELD, "00000101", range.repeat(257), "00000000"));
  }

  @Test
  void read_256Ranges_isValid() throws WireFormatException {
    List<BlockRange> ranges = new ArrayList<>();
    for (int i = 0; i < 512; i += 2) {
      ranges.add(BlockRange.ofLength(i, 1));
    }
    GetBlockList request = new GetBlockList(CryptoAlgorithm.NONE, Wire.ID, ranges);
    assertThat(request.ranges()).hasSize(256);
    assertThat(RequestMessage.read(request.encode())).isEqualTo(request);
  }

  /** SPEC [MS-PCCRR] 2.2.4.2: all lengths of hashes. */
  @Test
  void read_lengthOfSegmentId_isThatOfAHash() throws WireFormatException {
    for (int length : new int[] {32, 48, 64}) {
      ByteBuffer request =
          Wire.request(
              2, String.format("%08x", length), Wire.zeros(length), "00000001 00000000 00000001");
      assertThat(((GetBlockList) RequestMessage.read(request)).segment().value().length())
          .isEqualTo(length);
    }
    for (int length : new int[] {0, 16, 31, 33, 40, 65, 96, -1, Integer.MIN_VALUE}) {
      Wire.assertRequestRejected(
          Wire.request(
              2, String.format("%08x", length), Wire.zeros(96), "00000001 00000000 00000001"));
    }
  }

  @Test
  void read_nextIndexOutOfBounds_isRejected() {
    Wire.assertResponseRejected(Wire.response(4, 0, ID_FIELD, "00000000 00000200"));
    Wire.assertResponseRejected(Wire.response(4, 0, ID_FIELD, "00000000 ffffffff"));
  }

  @Test
  void create_invalidRange_isRejected() {
    assertThatThrownBy(() -> BlockRange.ofLength(511, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BlockRange(3, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GetBlockList(CryptoAlgorithm.NONE, Wire.ID, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
