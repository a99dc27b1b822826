package org.peerdist.smb.readhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.peerdist.wire.WireFormatException;

class ReadHashResponseTest {
  // Laid out by hand from [MS-SMB2] 2.2.32.4.2 and 2.2.32.4.3.
  private static final ByteBuffer HASH_BASED =
      Hex.bytes("2800000000000000 03000000 00000000", "aabbcc");
  private static final ByteBuffer FILE_BASED =
      Hex.bytes("0000010000000000 0000020000000000 04000000 00000000", "00112233");

  @Test
  void write_equalsVector() {
    assertThat(new HashBasedResponse(40, Hex.bytes("aabbcc")).write()).isEqualTo(HASH_BASED);
    assertThat(new FileBasedResponse(65_536, 131_072, Hex.bytes("00112233")).write())
        .isEqualTo(FILE_BASED);
  }

  @Test
  void read_returnsWhatWasWritten() throws WireFormatException {
    assertThat(HashBasedResponse.read(HASH_BASED))
        .isEqualTo(new HashBasedResponse(40, Hex.bytes("aabbcc")));
    assertThat(FileBasedResponse.read(FILE_BASED))
        .isEqualTo(new FileBasedResponse(65_536, 131_072, Hex.bytes("00112233")));
    Hex.assertPositionIsKept(HASH_BASED, HashBasedResponse::read);
    Hex.assertPositionIsKept(FILE_BASED, FileBasedResponse::read);
  }

  @Test
  void read_truncated_isRejected() {
    Hex.assertTruncationsAreRejected(HASH_BASED, HashBasedResponse::read);
    Hex.assertTruncationsAreRejected(FILE_BASED, FileBasedResponse::read);
  }

  @Test
  void read_moreThanItSays_isIgnored() throws WireFormatException {
    ByteBuffer padded = Hex.bytes(Hex.of(HASH_BASED), "000000");
    assertThat(HashBasedResponse.read(padded).part()).isEqualTo(Hex.bytes("aabbcc"));
  }

  @Test
  void read_hostileLengths_areRejected() {
    assertRejected("2800000000000000 ffffffff 00000000 aa", "buffer");
    assertRejected("00000000000000ff 00000000 00000000", "offset");
    assertThatThrownBy(
            () ->
                FileBasedResponse.read(
                    Hex.bytes("ffffffffffffff7f 0100000000000000 00000000 00000000")))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("file data length");
  }

  private static void assertRejected(String bytes, String field) {
    assertThatThrownBy(() -> HashBasedResponse.read(Hex.bytes(bytes)))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining(field);
  }
}
