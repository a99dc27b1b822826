package org.peerdist.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

class BlockMessagesTest {
  private static final String ID_FIELD = "00000020" + Wire.ID_HEX;
  private static final String VECTOR = "000102030405060708090a0b0c0d0e0f";
  private static final String BLOCK = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff";

  // Laid out by hand from [MS-PCCRR] 2.2.4.3.
  private static final ByteBuffer REQUEST =
      Wire.hex(
          "00000001 00000003 00000044 00000001", ID_FIELD, "00000001 0000001f 00000001 00000000");
  // Laid out by hand from [MS-PCCRR] 2.2.5.3.
  private static final ByteBuffer RESPONSE =
      Wire.hex(
          "00000068 00000001 00000005 00000068 00000001",
          ID_FIELD,
          "0000001f 00000020 00000010",
          BLOCK,
          "00000000 00000010",
          VECTOR);

  private static BlockResponse response() {
    return new BlockResponse(
        CryptoAlgorithm.AES_128, Wire.ID, 31, 32, Wire.hex(BLOCK), Bytes.ofHex(VECTOR));
  }

  @Test
  void encode_equalsVector() throws WireFormatException {
    Wire.assertSame(REQUEST, GetBlocks.of(CryptoAlgorithm.AES_128, Wire.ID, 31));
    Wire.assertSame(RESPONSE, response());
  }

  @Test
  void read_truncatedOrLonger_isRejected() {
    Wire.assertTruncationsAreRejected(REQUEST, false);
    Wire.assertTruncationsAreRejected(RESPONSE, true);
  }

  @Test
  void read_responseInTheMiddleOfABuffer_findsItsBlock() throws WireFormatException {
    ByteBuffer buffer = ByteBuffer.allocate(200).position(7).put(RESPONSE.duplicate());
    buffer.flip().position(7);
    assertThat(ResponseMessage.read(buffer)).isEqualTo(response());
    assertThat(buffer.position()).isEqualTo(7);
  }

  @Test
  void read_plainBlockOfOddLength_isPadded() throws WireFormatException {
    BlockResponse plain =
        new BlockResponse(CryptoAlgorithm.NONE, Wire.ID, 0, 0, Wire.hex("0102030405"), Bytes.EMPTY);
    ByteBuffer bytes =
        Wire.response(
            5, 0, ID_FIELD, "00000000 00000000 00000005 0102030405 000000 00000000 00000000");
    Wire.assertSame(bytes, plain);
  }

  @Test
  void read_unusedData_isPassedOver() throws WireFormatException {
    String range = "00000001 0000001f 00000001";
    for (String data : new String[] {"00000001 ff", "00000001 ff000000", "00000004 ffffffff"}) {
      assertThat(RequestMessage.read(Wire.request(3, ID_FIELD, range, data)))
          .isEqualTo(GetBlocks.of(CryptoAlgorithm.AES_128, Wire.ID, 31));
    }
    Wire.assertRequestRejected(Wire.request(3, ID_FIELD, range, "00000001 ff00000000"));
    Wire.assertRequestRejected(Wire.request(3, ID_FIELD, range, "ffffffff ff"));
    Wire.assertRequestRejected(Wire.request(3, ID_FIELD, range, "7ffffffe ff"));
  }

  @Test
  void index_ofSeveralRanges_isTheSmallest() throws WireFormatException {
    ByteBuffer request =
        Wire.request(3, ID_FIELD, "00000002 00000009 00000003 00000004 00000002 00000000");
    assertThat(((GetBlocks) RequestMessage.read(request)).index()).isEqualTo(4);
  }

  @Test
  void read_hostileLengths_areRejected() {
    String start = ID_FIELD + "00000000 00000000";
    for (String tail :
        new String[] {
          "ffffffff",
          "80000000",
          "00060001",
          "00000011" + BLOCK,
          "00000010" + BLOCK + "ffffffff",
          "00000010" + BLOCK + "00000000 ffffffff",
          "00000010" + BLOCK + "00000000 00000000",
          "00000010" + BLOCK + "00000000 0000000f" + VECTOR.substring(2),
          "00000010" + BLOCK + "00000000 00000011" + VECTOR + "00"
        }) {
      Wire.assertResponseRejected(Wire.response(5, 1, start, tail));
    }
  }

  @Test
  void read_indexOutOfBounds_isRejected() {
    String tail = "00000000 00000000 00000000";
    Wire.assertResponseRejected(Wire.response(5, 1, ID_FIELD, "00000200 00000000", tail));
    Wire.assertResponseRejected(Wire.response(5, 1, ID_FIELD, "00000000 ffffffff", tail));
  }

  @Test
  void read_emptyBlock_mayNameAnAlgorithm() throws WireFormatException {
    BlockResponse empty =
        (BlockResponse)
            ResponseMessage.read(
                Wire.response(5, 1, ID_FIELD, "00000007 00000009 00000000 00000000 00000000"));
    assertThat(empty.index()).isEqualTo(7);
    assertThat(empty.nextIndex()).isEqualTo(9);
    assertThat(empty.block().hasRemaining()).isFalse();
    Wire.assertSame(
        Wire.response(5, 0, ID_FIELD, "00000007 00000009 00000000 00000000 00000000"),
        BlockResponse.empty(Wire.ID, 7, 9));
  }

  @Test
  void create_invalid_isRejected() {
    assertThatThrownBy(
            () ->
                new BlockResponse(
                    CryptoAlgorithm.AES_128, Wire.ID, 0, 0, Wire.hex(BLOCK), Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BlockResponse.empty(Wire.ID, 512, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GetBlocks(CryptoAlgorithm.NONE, Wire.ID, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
