package org.peerdist.smb.readhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

class HashHeaderTest {
  // Laid out by hand from [MS-SMB2] 2.2.32.4.1.
  private static final ByteBuffer HEADER =
      Hex.bytes(
          "01000000 01000000",
          "80a1b2c3d4e5d901 0000000001000000",
          "12000000 28000000 0000 0400 61002e00");

  @Test
  void write_equalsVector() {
    HashHeader header = HashHeader.of(HashVersion.V1, 0x01D9E5D4_C3B2A180L, 1L << 32, 18, "a.");
    assertThat(header.write()).isEqualTo(HEADER);
    assertThat(header.length()).isEqualTo(40);
  }

  @Test
  void read_returnsWhatWasWritten() throws WireFormatException {
    assertThat(HashHeader.read(HEADER))
        .isEqualTo(HashHeader.of(HashVersion.V1, 0x01D9E5D4_C3B2A180L, 1L << 32, 18, "a."));
    Hex.assertPositionIsKept(HEADER, HashHeader::read);
    HashHeader dirty = new HashHeader(HashVersion.V2, -1, 5, 0, 100, true, Bytes.ofHex("00d8ff"));
    assertThat(HashHeader.read(dirty.write())).isEqualTo(dirty);
  }

  @Test
  void read_truncated_isRejected() {
    Hex.assertTruncationsAreRejected(HEADER, HashHeader::read);
  }

  @Test
  void read_hostileFields_areRejected() {
    assertRejected("02000000 01000000", "hash type");
    assertRejected("01000000 03000000", "hash version");
    String start = "01000000 01000000 0000000000000000 ";
    assertRejected(start + "00000000000000ff 00000000 28000000 0000 0000", "file size");
    assertRejected(start + "0000000000000000 00000000 23000000 0000 0000", "hash blob offset");
    assertRejected(start + "0000000000000000 00000000 24000000 0000 ffff", "file name");
  }

  private static void assertRejected(String bytes, String field) {
    assertThatThrownBy(() -> HashHeader.read(Hex.bytes(bytes)))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining(field);
  }

  @Test
  void create_whatCannotBeWritten_isRejected() {
    assertThatThrownBy(() -> HashHeader.of(HashVersion.V1, 0, 0, 1L << 32, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HashHeader.of(HashVersion.V1, 0, 0, 0, "a".repeat(40_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
