package org.peerdist.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.peerdist.wire.WireFormatException;

class MessageHeaderTest {
  // SPEC [MS-PCCRR] 2.2.3: the minor version stands in front of the major version.
  private static final ByteBuffer NEGOTIATION =
      Wire.hex("00000001 00000000 00000018 00000000", "00000001 00000002");

  @Test
  void read_versions_areMinorThenMajor() throws WireFormatException {
    ByteBuffer bytes = Wire.hex("00000001 00000000 00000018 00000000", "00030001 00050002");
    assertThat(RequestMessage.read(bytes))
        .isEqualTo(new NegotiationRequest(new ProtocolVersion(1, 3), new ProtocolVersion(2, 5)));
  }

  @Test
  void read_unknownTypeOrAlgorithm_isRejected() {
    for (String type : new String[] {"00000008", "ffffffff"}) {
      Wire.assertRequestRejected(
          Wire.hex("00000001", type, "00000018 00000000", "00000001 00000002"));
    }
    Wire.assertRequestRejected(
        Wire.hex("00000001 00000000 00000018 00000004", "00000001 00000002"));
    Wire.assertRequestRejected(
        Wire.hex("00000001 00000000 00000018 ffffffff", "00000001 00000002"));
  }

  @Test
  void read_messageOfTheOtherDirection_isRejected() {
    Wire.assertRequestRejected(Wire.response(1, 0, "00000001 00000002").position(4));
    ByteBuffer framed = ByteBuffer.allocate(28).putInt(24).put(NEGOTIATION.duplicate()).flip();
    Wire.assertResponseRejected(framed);
  }

  @Test
  void read_sizeOutOfBounds_isRejected() {
    for (String size : new String[] {"0000000f", "00000017", "00000019", "00018001", "ffffffff"}) {
      Wire.assertRequestRejected(
          Wire.hex("00000001 00000000", size, "00000000", "00000001 00000002"));
    }
  }

  /** SPEC [MS-PCCRR] 2.2.3: 96 KiB at most. */
  @Test
  void read_requestOver98304Bytes_isRejected() {
    String id = "00000020" + Wire.ID_HEX;
    int unused = 98_304 - 16 - 36 - 12 - 4;
    String fitting = id + "00000001 00000000 00000001" + String.format("%08x", unused);
    assertThat(readable(Wire.request(3, fitting, Wire.zeros(unused)))).isTrue();
    String longer = id + "00000001 00000000 00000001" + String.format("%08x", unused + 4);
    assertThat(readable(Wire.request(3, longer, Wire.zeros(unused + 4)))).isFalse();
  }

  private static boolean readable(ByteBuffer request) {
    try {
      RequestMessage.read(request);
      return true;
    } catch (WireFormatException e) {
      return false;
    }
  }
}
