package org.peerdist.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostAndPortTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:0, 127.0.0.1, 0",
    "[::1]:8080, ::1, 8080",
    "[fe80::1%eth0]:80, fe80::1%eth0, 80",
    "some-host.example:65535, some-host.example, 65535"
  })
  void parse_address_isItsParts(String text, String host, int port) {
    HostAndPort address = HostAndPort.parse(text);

    assertThat(address).isEqualTo(new HostAndPort(host, port));
    assertThat(address).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "80",
        ":80",
        "host",
        "host:",
        "host:65536",
        "host:-1",
        "::1:80",
        "[x]:80",
        "a b:1"
      })
  void parse_noAddress_isRejected(String text) {
    assertThatThrownBy(() -> HostAndPort.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not HOST:PORT");
  }
}
