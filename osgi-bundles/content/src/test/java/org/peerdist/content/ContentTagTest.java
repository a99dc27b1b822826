package org.peerdist.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerdist.wire.Bytes;

class ContentTagTest {
  @Test
  void ofName_isFilledUpWithZeros() {
    ContentTag tag = ContentTag.ofName("BITS-4.0");

    assertThat(tag.value()).isEqualTo(Bytes.ofHex("424954532d342e300000000000000000"));
    assertThat(tag).hasToString("BITS-4.0");
    assertThat(ContentTag.NONE).hasToString("");
  }

  /** The first is the tag of the SMB stack of Windows, [MS-PCHC] note 8. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "35db045d14234553a0510dc2e15e6c4c",
        "41004100000000000000000000000000",
        "417f0000000000000000000000000000"
      })
  void toString_noName_isHexadecimal(String hex) {
    assertThat(new ContentTag(Bytes.ofHex(hex))).hasToString(hex);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "seventeen letters", "n\u00fcll", "a\nb"})
  void ofName_otherNames_areRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContentTag.ofName(name))
        .withMessage("a content tag has 1 to 16 ASCII characters, and not '" + name + "'");
  }

  @Test
  void create_otherLength_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContentTag(Bytes.copyOf(new byte[15])))
        .withMessage("ContentTag of 15 bytes");
  }
}
