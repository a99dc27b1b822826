package org.peerdist.smb.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/** What clients send to change something. */
class RequestInformationTest {
  private static final String RENAME =
      "01 00000000000000 0000000000000000 06000000 610062006300".replace(" ", "");

  private static WireReader reader(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return WireReader.of(ByteBuffer.wrap(bytes), ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void rename_vector_isRead() throws Exception {
    assertThat(FileRenameInformation.read(reader(RENAME)))
        .isEqualTo(new FileRenameInformation(true, false, false, "abc"));
    assertThat(
            FileRenameInformation.readExtended(
                reader("43000000 00000000 0000000000000000 02000000 6100")))
        .isEqualTo(new FileRenameInformation(true, true, true, "a"));
  }

  @Test
  void rename_written_isReadAgain() throws Exception {
    FileRenameInformation rename = new FileRenameInformation(false, false, false, "f\\g");
    WireWriter writer = WireWriter.of(ByteOrder.LITTLE_ENDIAN, 64);
    rename.write(writer);
    assertThat(
            FileRenameInformation.read(
                WireReader.of(writer.toByteBuffer(), ByteOrder.LITTLE_ENDIAN)))
        .isEqualTo(rename);
  }

  @Test
  void rename_shortName_isPadded() {
    WireWriter writer = WireWriter.of(ByteOrder.LITTLE_ENDIAN, 64);
    new FileRenameInformation(false, false, false, "a").write(writer);
    assertThat(writer.length()).isEqualTo(24);
  }

  @Test
  void rename_everyTruncation_isRejected() {
    for (int length = 0; length < RENAME.length(); length += 2) {
      String truncated = RENAME.substring(0, length);
      assertThatExceptionOfType(WireFormatException.class)
          .isThrownBy(() -> FileRenameInformation.read(reader(truncated)));
    }
  }

  /** SPEC [MS-FSA] 2.1.5.15.12: which new names are none. */
  @Test
  void rename_hostileFields_areRejected() {
    String prefix = "00 00000000000000";
    for (String rest :
        new String[] {
          "0100000000000000 02000000 6100", // the handle of another folder
          "0000000000000000 00000000", // no name
          "0000000000000000 03000000 610062", // half a character
          "0000000000000000 ffffffff 6100" // longer than everything
        }) {
      assertThatExceptionOfType(WireFormatException.class)
          .isThrownBy(() -> FileRenameInformation.read(reader(prefix + rest)));
    }
  }

  @Test
  void disposition_vectors_areRead() throws Exception {
    assertThat(FileDispositionInformation.read(reader("01")).delete()).isTrue();
    assertThat(FileDispositionInformation.read(reader("00")).delete()).isFalse();
    assertThat(FileDispositionInformation.readExtended(reader("1b000000")))
        .isEqualTo(new FileDispositionInformation(true, true, true, true, true));
    assertThat(FileDispositionInformation.readExtended(reader("21000000")).known()).isFalse();
    assertThatExceptionOfType(WireFormatException.class)
        .isThrownBy(() -> FileDispositionInformation.readExtended(reader("010000")));
  }

  @Test
  void basic_specialTimes_areRead() throws Exception {
    FileBasicInformation read =
        FileBasicInformation.read(
            reader(
                "0000000000000000 ffffffffffffffff feffffffffffffff 0100000000000000"
                    + "21000000 00000000"));
    assertThat(read)
        .isEqualTo(
            new FileBasicInformation(
                0, FileBasicInformation.KEEP, FileBasicInformation.RELEASE, 1, 0x21));
    assertThatExceptionOfType(WireFormatException.class)
        .isThrownBy(() -> FileBasicInformation.read(reader("00".repeat(39))));
  }

  @Test
  void sizes_negative_areRejected() throws Exception {
    assertThat(FileEndOfFileInformation.read(reader("0001000000000000")).size()).isEqualTo(256);
    assertThat(FileAllocationInformation.read(reader("0001000000000000")).size()).isEqualTo(256);
    assertThat(FilePositionInformation.read(reader("0001000000000000")).position()).isEqualTo(256);
    assertThatExceptionOfType(WireFormatException.class)
        .isThrownBy(() -> FileEndOfFileInformation.read(reader("ffffffffffffffff")));
    assertThatExceptionOfType(WireFormatException.class)
        .isThrownBy(() -> FileAllocationInformation.read(reader("ffffffffffffffff")));
  }
}
