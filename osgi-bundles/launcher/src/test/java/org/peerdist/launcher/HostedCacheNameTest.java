package org.peerdist.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerdist.hostedcache.HostedCacheSite;

class HostedCacheNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "127.0.0.1:8080 http://127.0.0.1:8080 8080",
        "[::1]:80 http://[0:0:0:0:0:0:0:1]:80 80",
        "https://127.0.0.1 https://127.0.0.1:443 80",
        "https://127.0.0.1/ https://127.0.0.1:443 80",
        "https://127.0.0.1:8443 https://127.0.0.1:8443 80",
        "https://127.0.0.1:8443,8080 https://127.0.0.1:8443 8080",
        "https://127.0.0.1,8080 https://127.0.0.1:443 8080",
        "https://[::1] https://[::1]:443 80",
        "https://[::1]:8443,81 https://[::1]:8443 81",
        "https://localhost:8443 https://localhost:8443 80",
      })
  void resolve_name_saysWhereOffersAndBlocksAre(String text, String offers, int blocks)
      throws Exception {
    HostedCacheSite site = HostedCacheName.parse(text).resolve();
    assertThat(site.offers().toString()).isEqualTo(offers);
    assertThat(site.blocks().getPort()).isEqualTo(blocks);
    assertThat(site.blocks().getAddress().isLoopbackAddress()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cache",
        "http://cache:80",
        "https://",
        "https://cache:port",
        "https://cache:70000",
        "https://cache:443,70000",
        "https://cache/path",
        "https://::1:443"
      })
  void parse_anythingElse_isRejected(String text) {
    assertThatThrownBy(() -> HostedCacheName.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not HOST:PORT");
  }

  @Test
  void parse_port0_isNotThatOfAHostedCache() {
    assertThatThrownBy(() -> HostedCacheName.parse("https://127.0.0.1:0").resolve())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
