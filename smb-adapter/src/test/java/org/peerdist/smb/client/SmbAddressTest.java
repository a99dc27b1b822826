package org.peerdist.smb.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmbAddressTest {
  @Test
  void parse_allParts() {
    SmbAddress address =
        SmbAddress.parse("smb://DOM;an%20na:p%40ss%3Aw@files.example:4450/A/b/c.d");
    assertThat(address.domain()).isEqualTo("DOM");
    assertThat(address.user()).contains("an na");
    assertThat(address.password()).contains("p@ss:w");
    assertThat(address.host()).isEqualTo("files.example");
    assertThat(address.port()).isEqualTo(4450);
    assertThat(address.share()).isEqualTo("A");
    assertThat(address.path()).isEqualTo("b\\c.d");
  }

  @Test
  void parse_fewParts() {
    SmbAddress address = SmbAddress.parse("SMB://[::1]/my share/");
    assertThat(address.user()).isEmpty();
    assertThat(address.host()).isEqualTo("::1");
    assertThat(address.port()).isEqualTo(445);
    assertThat(address.share()).isEqualTo("my share");
    assertThat(address.path()).isEmpty();
    assertThat(address.withPath("x\\y")).hasToString("smb://[::1]/my%20share/x/y");
  }

  @Test
  void parse_userWithoutPassword() {
    SmbAddress address = SmbAddress.parse("smb://anna@host/share/äö%23");
    assertThat(address.user()).contains("anna");
    assertThat(address.password()).isEqualTo(Optional.empty());
    assertThat(address.path()).isEqualTo("äö#");
  }

  @Test
  void toString_showsNoPassword() {
    assertThat(SmbAddress.parse("smb://anna:secret@host/share/file"))
        .hasToString("smb://host/share/file");
    assertThatThrownBy(() -> SmbAddress.parse("smb://anna:secret@host/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
    assertThat(SmbLogin.password("", "anna", "secret".toCharArray())).hasToString("user anna");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smb:",
        "smb://",
        "smb:///share/file",
        "smb://host",
        "smb://host/",
        "smb://anna@/share",
        "http://host/share",
        "smb://host/share/a%5Cb",
        "smb://host/share/a*",
        "smb://host/share/../x",
        "smb://host/share/./x",
        "smb://host/share/a%00",
        "smb://host/share/x?y",
        "smb://host/share/x#y",
        "smb://ho st/share",
        "smb://host:port/share",
        "smb://host/share/%zz"
      })
  void parse_whatIsNoShare_isRejectedInOneSentence(String text) {
    assertThatThrownBy(() -> SmbAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("null");
  }
}
