package org.peerdist.client.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.configuration.HostPort;
import org.peerdist.configuration.SettingException;
import org.peerdist.configuration.Settings;
import org.peerdist.hostedcache.HostedCacheSite;

class ClientKindTest {
  private final ClientKind kind = new ClientKind(BlockStore.NONE);

  @Test
  void read_nothingOrTheDefaultsThatConsolesShow_isUsual() throws SettingException {
    Map<String, Object> shown =
        Stream.of(ClientComponent.Configuration.class.getDeclaredMethods())
            .collect(
                Collectors.toMap(
                    method -> method.getName().replace('_', '.'), Method::getDefaultValue));

    assertThat(shown).containsKeys("discovery.port", "hosted.caches");
    assertThat(kind.read(new Settings(shown))).isEqualTo(ClientOptions.defaults());
    assertThat(kind.read(new Settings(Map.of()))).isEqualTo(ClientOptions.defaults());
  }

  @Test
  void read_allSet_isWhatWasSet() throws SettingException {
    ClientOptions options =
        kind.read(
            new Settings(
                Map.of(
                    "discovery",
                    false,
                    "interfaces",
                    "lo,eth0",
                    "discovery.port",
                    4000,
                    "discovery.timer",
                    "500",
                    "peers",
                    new String[] {"127.0.0.1:1337", "[::1]:1338"},
                    "hosted.caches",
                    "127.0.0.1:80",
                    "request.timeout",
                    100,
                    "origin.timeout",
                    5,
                    "origin.patience",
                    0)));

    assertThat(options.discovery()).isFalse();
    assertThat(options.probing().interfaces()).containsExactly("lo", "eth0");
    assertThat(options.probing().port()).isEqualTo(4000);
    assertThat(options.probing().requestTimer()).isEqualTo(Duration.ofMillis(500));
    assertThat(options.namedPeers())
        .containsExactly(
            HostPort.parse("127.0.0.1:1337").resolve(), HostPort.parse("[::1]:1338").resolve());
    assertThat(options.hostedCaches())
        .containsExactly(HostedCacheSite.at(HostPort.parse("127.0.0.1:80").resolve()));
    assertThat(options.requestTimeout()).isEqualTo(Duration.ofMillis(100));
    assertThat(options.originTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.originPatience()).isEqualTo(Duration.ZERO);
  }

  @ParameterizedTest
  @CsvSource({
    "discovery, maybe",
    "discovery.port, 0",
    "discovery.timer, 1",
    "peers, 127.0.0.1",
    "hosted.caches, 127.0.0.1:99999",
    "request.timeout, 0",
    "origin.timeout, soon",
    "origin.patience, -1"
  })
  void read_wrongValue_namesItsKey(String key, String value) {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> kind.read(new Settings(Map.of(key, value))))
        .satisfies(e -> assertThat(e.key()).isEqualTo(key));
  }
}
