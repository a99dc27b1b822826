package org.peerdist.smb.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

class DirectoryPageTest {
  private static final DirectoryEntry ENTRY =
      new DirectoryEntry("abc", 1, 2, 3, 4, 5, 6, 0x20, 0x77);
  private static final String COMMON =
      "0100000000000000 0200000000000000 0300000000000000 0400000000000000"
          + "0500000000000000 0600000000000000 20000000 06000000";
  private static final String NO_SHORT_NAME = "00000000 00 00" + "00".repeat(24);

  private static String rest(DirectoryLayout layout) {
    return switch (layout) {
      case DIRECTORY -> COMMON;
      case FULL -> COMMON + "00000000";
      case BOTH -> COMMON + NO_SHORT_NAME;
      case NAMES -> "06000000";
      case ID_BOTH -> COMMON + NO_SHORT_NAME + "0000 7700000000000000";
      case ID_FULL -> COMMON + "00000000 00000000 7700000000000000";
      case ID_EXTENDED -> COMMON + "00000000 00000000 7700000000000000 0000000000000000";
    };
  }

  private static byte[] vector(DirectoryLayout layout) {
    String hex = "00000000 00000000" + rest(layout) + "610062006300";
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @ParameterizedTest
  @EnumSource
  void finish_oneEntry_isTheVector(DirectoryLayout layout) throws Exception {
    DirectoryPage page = new DirectoryPage(layout, 1000);
    assertThat(page.isEmpty()).isTrue();
    assertThat(page.add(ENTRY)).isTrue();
    assertThat(page.finish()).isEqualTo(vector(layout));
    assertThat(vector(layout)).hasSize(layout.length(ENTRY));
  }

  @ParameterizedTest
  @CsvSource({"1,DIRECTORY", "2,FULL", "3,BOTH", "12,NAMES", "37,ID_BOTH", "38,ID_FULL"})
  void of_number_isTheLayout(int level, DirectoryLayout layout) {
    assertThat(DirectoryLayout.of(level)).contains(layout);
  }

  @Test
  void of_otherNumbers_areNone() {
    assertThat(DirectoryLayout.of(0)).isEmpty();
    assertThat(DirectoryLayout.of(4)).isEmpty();
    assertThat(DirectoryLayout.of(-1)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void add_manyEntries_areAlignedAndFillTheRoomExactly(DirectoryLayout layout) throws Exception {
    int step = (layout.length(ENTRY) + 7) / 8 * 8;
    int most = 3 * step + layout.length(ENTRY);
    DirectoryPage page = new DirectoryPage(layout, most);
    for (int i = 0; i < 4; i++) {
      assertThat(page.add(ENTRY)).isTrue();
    }
    assertThat(page.add(ENTRY)).isFalse();
    byte[] answer = page.finish();
    assertThat(answer).hasSize(most);
    ByteBuffer buffer = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 4; i++) {
      assertThat(buffer.getInt(i * step)).isEqualTo(i < 3 ? step : 0);
      int name = i * step + layout.fixedLength();
      assertThat(new String(answer, name, 6, StandardCharsets.UTF_16LE)).isEqualTo("abc");
    }
  }

  /** SPEC [MS-FSA] 2.1.5.6.3: only the name of the first entry may be cut off. */
  @ParameterizedTest
  @EnumSource
  void finish_firstNameTooLong_overflowsWithItsStart(DirectoryLayout layout) throws Exception {
    DirectoryPage page = new DirectoryPage(layout, layout.fixedLength() + 2);
    page.add(ENTRY);
    StatusException overflow =
        assertThatExceptionOfType(StatusException.class).isThrownBy(page::finish).actual();
    assertThat(overflow.status()).isEqualTo(NtStatus.BUFFER_OVERFLOW);
    assertThat(overflow.data()).isEqualTo(Arrays.copyOf(vector(layout), layout.fixedLength() + 2));
  }

  @ParameterizedTest
  @EnumSource
  void newPage_withoutRoomForAnEntry_isRefused(DirectoryLayout layout) {
    assertThatExceptionOfType(StatusException.class)
        .isThrownBy(() -> new DirectoryPage(layout, layout.fixedLength() - 1))
        .extracting(StatusException::status)
        .isEqualTo(NtStatus.INFO_LENGTH_MISMATCH);
  }

  @Test
  void write_halfOfASurrogatePair_staysWhatItIs() throws Exception {
    DirectoryPage page = new DirectoryPage(DirectoryLayout.NAMES, 100);
    page.add(new DirectoryEntry("\uD800", 0, 0, 0, 0, 0, 0, 0, 0));
    assertThat(page.finish()).endsWith(0x00, 0xD8);
  }
}
