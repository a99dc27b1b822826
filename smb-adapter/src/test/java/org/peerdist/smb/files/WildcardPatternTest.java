package org.peerdist.smb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peerdist.smb.files.Client.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerdist.smb.protocol.NtStatus;

/** SPEC [MS-FSA] 2.1.4.4: what the five wildcards match. */
class WildcardPatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '\'',
      value = {
        "* a.b true",
        "*.* a true",
        "*.* a.b true",
        "a a true",
        "A a true",
        "a ab false",
        "ab a false",
        "a? ab true",
        "a? a false",
        "a? a. true",
        "*.txt a.b.txt true",
        "*.txt a.txt.b false",
        "*b abab true",
        "a*a*a aaa true",
        "a*a*a aba false",
        "<.txt a.b.txt true",
        "<.txt a.txt.b false",
        "< abc true",
        "< abc. true",
        "< a.bc false",
        "a< a.b.c false",
        "a<c a.b.c true",
        "a<.c a.b.c true",
        ">>> ab true",
        ">>> abcd false",
        ">>>.c a.c true",
        ">>>.c abc.c true",
        ">>>.c abcd.c false",
        "a\" a true",
        "a\" a. true",
        "a\" ab false",
        "a\"b a.b true",
        "<\"* abc true",
        "<\"* a.b.c true",
        "é É true",
        "?? é false",
      })
  void matches_pattern_asSpecified(String pattern, String name, boolean expected) throws Exception {
    assertThat(WildcardPattern.of(pattern).matches(name)).isEqualTo(expected);
  }

  @Test
  void matches_emptyPattern_isEverything() throws Exception {
    assertThat(WildcardPattern.of("").matches("any")).isTrue();
  }

  @Test
  void matches_manyStars_endsAtOnce() throws Exception {
    WildcardPattern pattern = WildcardPattern.of("*a".repeat(127));
    assertThat(pattern.matches("a".repeat(254) + "b")).isFalse();
    assertThat(pattern.matches("a".repeat(255))).isTrue();
  }

  @Test
  void of_whatNoNameCanBe_isInvalid() {
    for (String text : new String[] {"a\\b", "a/b", "a:b", "a|b", "a\u0001", "x".repeat(256)}) {
      assertRefused(NtStatus.OBJECT_NAME_INVALID, () -> WildcardPattern.of(text));
    }
  }

  @Test
  void isLiteral_wildcards_decide() throws Exception {
    assertThat(WildcardPattern.of("a.b").isLiteral()).isTrue();
    assertThat(WildcardPattern.of("a<").isLiteral()).isFalse();
  }
}
