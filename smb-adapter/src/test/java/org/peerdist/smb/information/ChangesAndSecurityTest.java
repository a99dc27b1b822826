package org.peerdist.smb.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.peerdist.smb.information.FileChange.Action;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/** Changes of folders, security descriptors and times. */
class ChangesAndSecurityTest {
  private static final String ADMINISTRATORS = "01020000000000052000000020020000";
  private static final String DACL =
      "02001c0001000000" + "00031400a9001200" + "010100000000000100000000";

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @Test
  void changes_vector_isWritten() throws Exception {
    FileChanges changes =
        new FileChanges(
            List.of(new FileChange(Action.ADDED, "a"), new FileChange(Action.REMOVED, "b\\c")));
    byte[] expected =
        hex(
            "10000000 01000000 02000000 6100 0000"
                + "00000000 02000000 06000000 62005c006300 0000");
    assertThat(changes.encode(expected.length)).isEqualTo(expected);
  }

  @Test
  void changes_withoutRoom_haveToBeListed() {
    FileChanges changes = new FileChanges(List.of(new FileChange(Action.ADDED, "abc")));
    assertThatExceptionOfType(StatusException.class)
        .isThrownBy(() -> changes.encode(19))
        .extracting(StatusException::status)
        .isEqualTo(NtStatus.NOTIFY_ENUM_DIR);
  }

  @Test
  void matches_filter_separatesNamesFromTheRest() {
    FileChange added = new FileChange(Action.ADDED, "a");
    FileChange modified = new FileChange(Action.MODIFIED, "a");
    assertThat(added.matches(0x1)).isTrue();
    assertThat(added.matches(0x2)).isTrue();
    assertThat(added.matches(0x10)).isFalse();
    assertThat(modified.matches(0x3)).isFalse();
    assertThat(modified.matches(0x18)).isTrue();
  }

  @Test
  void security_allParts_isTheVector() throws Exception {
    assertThat(new SecurityDescriptor(0x1200A9, true).encode(7, 1000))
        .isEqualTo(
            hex(
                "01000480 14000000 24000000 00000000 34000000"
                    + ADMINISTRATORS
                    + ADMINISTRATORS
                    + DACL));
  }

  @Test
  void security_oneOrNoPart_hasNothingElse() throws Exception {
    SecurityDescriptor descriptor = new SecurityDescriptor(0x1200A9, true);
    assertThat(descriptor.encode(SecurityDescriptor.OWNER, 36))
        .isEqualTo(hex("01000080 14000000 00000000 00000000 00000000" + ADMINISTRATORS));
    assertThat(descriptor.encode(SecurityDescriptor.DACL, 48))
        .isEqualTo(hex("01000480 00000000 00000000 00000000 14000000" + DACL));
    assertThat(descriptor.encode(0, 20))
        .isEqualTo(hex("01000080 00000000 00000000 00000000 00000000"));
  }

  @Test
  void security_withoutRoom_tellsHowMuchIsNeeded() {
    StatusException refused =
        assertThatExceptionOfType(StatusException.class)
            .isThrownBy(() -> new SecurityDescriptor(1, false).encode(7, 79))
            .actual();
    assertThat(refused.status()).isEqualTo(NtStatus.BUFFER_TOO_SMALL);
    assertThat(refused.data()).isEqualTo(hex("50000000"));
  }

  /** The first moment of 1970 is 116444736000000000. */
  @Test
  void time_knownMoments_areCounted() {
    assertThat(WindowsTime.of(FileTime.fromMillis(0))).isEqualTo(116_444_736_000_000_000L);
    FileTime time = FileTime.from(Instant.parse("2026-11-25T12:00:00.123456700Z"));
    assertThat(WindowsTime.toFileTime(WindowsTime.of(time))).isEqualTo(time);
  }

  @Test
  void time_outsideOfTheRange_isTheNearest() {
    assertThat(WindowsTime.of(FileTime.from(Instant.parse("1600-12-31T23:59:59Z")))).isZero();
    assertThat(WindowsTime.of(FileTime.from(Instant.MAX))).isEqualTo(Long.MAX_VALUE);
  }
}
