package org.peerdist.smb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peerdist.smb.files.Client.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerdist.smb.protocol.NtStatus;

/** Paths of clients, and names of the disk that no client can say. */
class SharePathTest {
  @Test
  void parse_path_isItsNames() throws Exception {
    assertThat(SharePath.parse("").names()).isEmpty();
    assertThat(SharePath.parse("a\\b c\\.d").names()).containsExactly("a", "b c", ".d");
    assertThat(SharePath.parse("a\\\\b").names()).containsExactly("a", "b");
    assertThat(SharePath.parse("a\\b").folder()).isFalse();
    assertThat(SharePath.parse("a\\").names()).containsExactly("a");
    assertThat(SharePath.parse("a\\").folder()).isTrue();
  }

  @Test
  void parse_defaultStream_isTheFile() throws Exception {
    assertThat(SharePath.parse("a::$data").names()).containsExactly("a");
    assertThat(SharePath.parse("a::$INDEX_ALLOCATION"))
        .isEqualTo(new SharePath(java.util.List.of("a"), true));
    assertThat(SharePath.parse("a:$I30:$INDEX_ALLOCATION").folder()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "a/b",
        "../a",
        "a:s",
        "a:s:$DATA",
        "a\\b::$X",
        "a*",
        "a?",
        "a<",
        "a>",
        "a\"",
        "a|",
        "a.",
        "a ",
        "a.\\b",
        "a\u0000b",
        "a\u001F",
        "\uF029",
        ".\uF029",
        "a:"
      })
  void parse_whatWindowsForbids_isInvalid(String path) {
    assertRefused(NtStatus.OBJECT_NAME_INVALID, () -> SharePath.parse(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a\\..\\b", "a\\..", "..\\..\\etc"})
  void parse_whatGoesUp_isNoPath(String path) {
    assertRefused(NtStatus.OBJECT_PATH_SYNTAX_BAD, () -> SharePath.parse(path));
  }

  /** SPEC [MS-SMB2] 3.3.5.9: paths begin with a name. */
  @Test
  void parse_backslashFirst_isInvalid() {
    assertRefused(NtStatus.INVALID_PARAMETER, () -> SharePath.parse("\\a"));
  }

  @Test
  void parse_tooLong_isInvalid() throws Exception {
    assertThat(SharePath.parse("x".repeat(255)).names()).hasSize(1);
    assertRefused(NtStatus.OBJECT_NAME_INVALID, () -> SharePath.parse("x".repeat(256)));
    assertRefused(NtStatus.OBJECT_NAME_INVALID, () -> SharePath.parse("x\\".repeat(16_381)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plain", "a:b", "q?*<>|\"\\", "end.", "end ", "in . side", "\u0001\u001F", "é"})
  void mapping_nameOfTheDisk_comesBack(String disk) throws Exception {
    String wire = NameMapping.toWire(disk);
    assertThat(SharePath.parse(wire).names()).containsExactly(wire);
    assertThat(NameMapping.toDisk(wire)).isEqualTo(disk);
  }

  @Test
  void mapping_knownCharacters_areThoseOfOtherClients() {
    assertThat(NameMapping.toWire("a:b.")).isEqualTo("a\uF022b\uF029");
    assertThat(NameMapping.toWire("\"*:<>?\\|"))
        .isEqualTo("\uF020\uF021\uF022\uF023\uF024\uF025\uF026\uF027");
  }
}
