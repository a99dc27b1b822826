package org.peerdist.hashgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peerdist.content.ContentVersion;
import org.peerdist.hashgen.PublicationRecord.Contents;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

class PublicationRecordTest {
  private static final Bytes NAME = Bytes.ofHex("ab".repeat(32));

  /** Written by hand; the checksum is not in it. */
  private static final String VECTOR =
      "50445031" + "ab".repeat(32) + "00000000000f4240" + "01" + "02000000000000006389abcdef";

  static final PublicationRecord BOTH =
      new PublicationRecord(
          NAME,
          1L << 40,
          Map.of(
              ContentVersion.V1, new Contents(0, 0),
              ContentVersion.V2, new Contents(Long.MAX_VALUE, 0xFFFF_FFFFL)));

  /** With the right checksum behind it. */
  static byte[] sealed(byte[] fields) {
    return ByteBuffer.allocate(fields.length + 4)
        .put(fields)
        .putInt((int) PublicationRecord.checksum(ByteBuffer.wrap(fields)))
        .array();
  }

  private static PublicationRecord read(byte[] record) throws WireFormatException {
    return PublicationRecord.read(ByteBuffer.wrap(record));
  }

  @Test
  void checksum_isCrc32c() {
    byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertThat(PublicationRecord.checksum(ByteBuffer.wrap(check))).isEqualTo(0xE3069283L);
  }

  @Test
  void read_writtenByHand_isWhatItSays() throws Exception {
    byte[] fields = Bytes.ofHex(VECTOR).toByteArray();
    PublicationRecord record = read(sealed(fields));
    assertThat(record)
        .isEqualTo(
            new PublicationRecord(
                NAME, 1_000_000, Map.of(ContentVersion.V2, new Contents(99, 0x89ABCDEFL))));
    assertThat(record.write()).isEqualTo(ByteBuffer.wrap(sealed(fields)));
  }

  @Test
  void read_written_isTheSame() throws Exception {
    assertThat(PublicationRecord.read(BOTH.write())).isEqualTo(BOTH);
    assertThat(BOTH.write().remaining()).isLessThanOrEqualTo(PublicationRecord.MAX_LENGTH);
  }

  @Test
  void read_everyTruncationAndFlippedBit_isRejected() {
    byte[] whole = Bytes.copyOf(BOTH.write()).toByteArray();
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(part)).isInstanceOf(WireFormatException.class);
      if (length < whole.length - 4) {
        assertThatThrownBy(() -> read(sealed(part))).isInstanceOf(WireFormatException.class);
      }
    }
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] changed = whole.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> read(changed)).isInstanceOf(WireFormatException.class);
    }
  }

  @Test
  void read_hostileFieldsWithTheRightChecksum_areRejected() {
    String file = "02000000000000006389abcdef";
    String start = "50445031" + "ab".repeat(32);
    Map<String, String> wrong =
        Map.of(
            "magic", VECTOR.replaceFirst("50445031", "50445032"),
            "content length", start + "0".repeat(16) + "01" + file,
            "version count", start + "0".repeat(15) + "1" + "00",
            "version", start + "0".repeat(15) + "1" + "02" + file + file,
            "end", VECTOR + "00");
    wrong.forEach(
        (field, hex) ->
            assertThatThrownBy(() -> read(sealed(Bytes.ofHex(hex).toByteArray())))
                .isInstanceOf(WireFormatException.class)
                .hasMessageStartingWith(field + " at byte "));
    for (String version : List.of("00", "03", "ff")) {
      String hex = start + "0".repeat(15) + "1" + "01" + version + file.substring(2);
      assertThatThrownBy(() -> read(sealed(Bytes.ofHex(hex).toByteArray())))
          .hasMessageStartingWith("version at byte 45");
    }
    String large = start + "f".repeat(16) + "01" + file;
    assertThatThrownBy(() -> read(sealed(Bytes.ofHex(large).toByteArray())))
        .hasMessageContaining("larger than any file");
  }
}
