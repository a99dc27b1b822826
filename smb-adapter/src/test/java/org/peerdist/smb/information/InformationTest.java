package org.peerdist.smb.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/** Each class against bytes that were put together by hand from its section in [MS-FSCC]. */
class InformationTest {
  private static final FileBasicInformation BASIC = new FileBasicInformation(1, 2, 3, 4, 0x20);
  private static final String BASIC_HEX =
      "0100000000000000 0200000000000000 0300000000000000 0400000000000000 20000000 00000000";
  private static final FileStandardInformation STANDARD =
      new FileStandardInformation(0x1000, 0xABC, 1, true, false);
  private static final String STANDARD_HEX =
      "0010000000000000 bc0a000000000000 01000000 01 00 0000";
  private static final String NAME_HEX = "06000000 5c0061002000";

  static Stream<Arguments> vectors() {
    return Stream.of(
        Arguments.of(BASIC, BASIC_HEX),
        Arguments.of(STANDARD, STANDARD_HEX),
        Arguments.of(new FileInternalInformation(0x0102030405060708L), "0807060504030201"),
        Arguments.of(new FileEaInformation(0), "00000000"),
        Arguments.of(new FileAccessInformation(0x1F01FF), "ff011f00"),
        Arguments.of(new FilePositionInformation(9), "0900000000000000"),
        Arguments.of(new FileModeInformation(2), "02000000"),
        Arguments.of(new FileAlignmentInformation(0), "00000000"),
        Arguments.of(new FileNameInformation("\\a "), NAME_HEX),
        Arguments.of(
            new FileAllInformation(
                BASIC,
                STANDARD,
                new FileInternalInformation(5),
                new FileEaInformation(0),
                new FileAccessInformation(1),
                new FilePositionInformation(6),
                new FileModeInformation(0),
                new FileAlignmentInformation(0),
                new FileNameInformation("\\a ")),
            BASIC_HEX
                + STANDARD_HEX
                + "0500000000000000 00000000 01000000 0600000000000000 00000000 00000000"
                + NAME_HEX),
        Arguments.of(
            new FileNetworkOpenInformation(1, 2, 3, 4, 0x2000, 0x1001, 0x80),
            "0100000000000000 0200000000000000 0300000000000000 0400000000000000"
                + "0020000000000000 0110000000000000 80000000 00000000"),
        Arguments.of(
            new FileStreamInformation(0x1001, 0x2000),
            "00000000 0e000000 0110000000000000 0020000000000000 3a003a00240044004100540041 00"),
        Arguments.of(new FileAttributeTagInformation(0x10), "10000000 00000000"),
        Arguments.of(
            new FileIdInformation(7, 8), "0700000000000000 0800000000000000 0000000000000000"),
        Arguments.of(new FileCompressionInformation(9), "0900000000000000 0000 00 00 00 000000"),
        Arguments.of(new NoInformation(), ""),
        Arguments.of(
            new FileFsVolumeInformation(1, 0x87654321, "vol"),
            "0100000000000000 21436587 06000000 00 00 76006f006c00"),
        Arguments.of(
            new FileFsSizeInformation(100, 50, 8, 512),
            "6400000000000000 3200000000000000 08000000 00020000"),
        Arguments.of(
            new FileFsFullSizeInformation(100, 50, 60, 8, 512),
            "6400000000000000 3200000000000000 3c00000000000000 08000000 00020000"),
        Arguments.of(new FileFsDeviceInformation(true), "07000000 22000000"),
        Arguments.of(
            new FileFsAttributeInformation(0x6, 255, "NTFS"),
            "06000000 ff000000 08000000 4e00540046005300"),
        Arguments.of(
            new FileFsSectorSizeInformation(512, 4096),
            "00020000 00100000 00100000 00100000 03000000 00000000 00000000"));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void encode_withRoom_isTheVector(Information information, String hex) throws Exception {
    assertThat(information.encode(65_536)).isEqualTo(bytes(hex));
    assertThat(information.encode(bytes(hex).length)).isEqualTo(bytes(hex));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void encode_everyShorterRoom_tellsWhatFitsOrNothing(Information information, String hex) {
    byte[] all = bytes(hex);
    for (int most = 0; most < all.length; most++) {
      int room = most;
      StatusException refused =
          assertThatExceptionOfType(StatusException.class)
              .isThrownBy(() -> information.encode(room))
              .actual();
      if (room < information.fixedLength()) {
        assertThat(refused.status()).isEqualTo(NtStatus.INFO_LENGTH_MISMATCH);
        assertThat(refused.data()).isEmpty();
      } else {
        assertThat(refused.status()).isEqualTo(NtStatus.BUFFER_OVERFLOW);
        assertThat(refused.data()).isEqualTo(HexFormat.of().parseHex(hexOf(all, room)));
      }
    }
  }

  private static String hexOf(byte[] all, int length) {
    return HexFormat.of().formatHex(all, 0, length);
  }

  /** SPEC [MS-FSCC] 2.5.9: of a longer label, the first 32 characters. */
  @Test
  void volume_longLabel_isCutOff() {
    assertThat(new FileFsVolumeInformation(0, 0, "x".repeat(40)).label()).hasSize(32);
  }

  /** SPEC [MS-FSCC] 2.4.49: no part of an entry. */
  @Test
  void stream_withoutRoomForItsName_isNotTold() {
    assertThatExceptionOfType(StatusException.class)
        .isThrownBy(() -> new FileStreamInformation(1, 2).encode(37))
        .extracting(StatusException::status)
        .isEqualTo(NtStatus.INFO_LENGTH_MISMATCH);
  }
}
