package org.peerdist.hostedcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.peerdist.wire.WireFormatException;

class ResponseCodeTest {
  @Test
  void encode_equalsVector() throws WireFormatException {
    // Laid out by hand from [MS-PCHC] 2.2.2.
    assertThat(ResponseCode.OK.encode()).isEqualTo(Wire.hex("00000001 00"));
    assertThat(ResponseCode.INTERESTED.encode()).isEqualTo(Wire.hex("00000001 01"));
    for (ResponseCode code : ResponseCode.values()) {
      assertThat(ResponseCode.read(code.encode())).isEqualTo(code);
      assertThat(code.encode().remaining()).isEqualTo(ResponseCode.LENGTH);
    }
  }

  @Test
  void read_truncatedLongerOrHostile_isRejected() {
    for (String bytes :
        new String[] {
          "",
          "00",
          "0000",
          "000000",
          "00000001",
          "0000000100 00",
          "0000000000",
          "0000000200",
          "ffffffff00",
          "0000000102",
          "00000001ff"
        }) {
      ByteBuffer input = Wire.hex(bytes);
      assertThatThrownBy(() -> ResponseCode.read(input)).isInstanceOf(WireFormatException.class);
    }
  }
}
