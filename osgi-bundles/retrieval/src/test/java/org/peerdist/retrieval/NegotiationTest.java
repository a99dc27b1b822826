package org.peerdist.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.peerdist.wire.WireFormatException;

class NegotiationTest {
  // Laid out by hand from [MS-PCCRR] 2.2.4.1.
  private static final ByteBuffer REQUEST =
      Wire.hex("00000001 00000000 00000018 00000000", "00000001 00000002");
  // Laid out by hand from [MS-PCCRR] 2.2.5.1.
  private static final ByteBuffer RESPONSE =
      Wire.hex("00000018", "00000001 00000001 00000018 00000000", "00000001 00000002");

  @Test
  void encode_equalsVector() throws WireFormatException {
    Wire.assertSame(REQUEST, new NegotiationRequest(ProtocolVersion.V1_0, ProtocolVersion.V2_0));
    Wire.assertSame(RESPONSE, new NegotiationResponse(ProtocolVersion.V1_0, ProtocolVersion.V2_0));
  }

  @Test
  void read_truncatedOrLonger_isRejected() {
    Wire.assertTruncationsAreRejected(REQUEST, false);
    Wire.assertTruncationsAreRejected(RESPONSE, true);
  }

  @Test
  void select_followsTheExamplesOfTheSpecification() {
    // SPEC [MS-PCCRR] 3.1.5.1: the highest major version in both ranges, with our minor version.
    assertThat(select(2, 5, 2, 9)).contains(ProtocolVersion.V2_0);
    assertThat(select(2, 0, 4, 3)).contains(ProtocolVersion.V2_0);
    assertThat(select(1, 0, 1, 0)).contains(ProtocolVersion.V1_0);
    assertThat(select(0, 0, 1, 7)).contains(ProtocolVersion.V1_0);
    assertThat(select(3, 0, 65_535, 0)).isEmpty();
    assertThat(select(0, 0, 0, 9)).isEmpty();
    assertThat(select(2, 0, 1, 0)).isEmpty();
  }

  private static Optional<ProtocolVersion> select(int a, int b, int c, int d) {
    return ProtocolVersion.select(new ProtocolVersion(a, b), new ProtocolVersion(c, d));
  }

  @Test
  void create_versionOutOfRange_isRejected() {
    assertThatThrownBy(() -> new ProtocolVersion(65_536, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ProtocolVersion(1, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
