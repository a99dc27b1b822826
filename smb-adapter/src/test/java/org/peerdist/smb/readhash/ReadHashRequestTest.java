package org.peerdist.smb.readhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.peerdist.wire.WireFormatException;

class ReadHashRequestTest {
  // Laid out by hand from [MS-SMB2] 2.2.31.2.
  private static final ByteBuffer VERSION_1 =
      Hex.bytes("01000000 01000000 01000000 00100000 2800000001000000");
  private static final ByteBuffer VERSION_2 =
      Hex.bytes("01000000 02000000 02000000 00000080 0000010000000000");

  @Test
  void write_equalsVector() {
    assertThat(ReadHashRequest.of(HashVersion.V1, 0x1_0000_0028L, 4096).write())
        .isEqualTo(VERSION_1);
    assertThat(ReadHashRequest.of(HashVersion.V2, 65_536, 0x8000_0000L).write())
        .isEqualTo(VERSION_2);
  }

  @Test
  void read_returnsWhatWasWritten() throws WireFormatException {
    assertThat(ReadHashRequest.read(VERSION_1))
        .isEqualTo(new ReadHashRequest(1, 1, 1, 4096, 0x1_0000_0028L));
    assertThat(ReadHashRequest.read(VERSION_2).write()).isEqualTo(VERSION_2);
    Hex.assertPositionIsKept(VERSION_2, ReadHashRequest::read);
  }

  @Test
  void read_truncated_isRejected() {
    Hex.assertTruncationsAreRejected(VERSION_1, ReadHashRequest::read);
  }

  @Test
  void read_extremeNumbers_areKept() throws WireFormatException {
    ByteBuffer extreme = Hex.bytes("ff".repeat(24));
    ReadHashRequest request = ReadHashRequest.read(extreme);
    assertThat(request.offset()).isEqualTo(-1);
    assertThat(request.length()).isEqualTo(0xFFFF_FFFFL);
    assertThat(request.write()).isEqualTo(extreme);
  }

  @Test
  void create_numberThatHasNoPlace_isRejected() {
    assertThatThrownBy(() -> new ReadHashRequest(1, 1, 1, 1L << 32, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ReadHashRequest(-1, 1, 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
