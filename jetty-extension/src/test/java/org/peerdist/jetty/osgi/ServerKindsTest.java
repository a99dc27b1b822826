package org.peerdist.jetty.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.configuration.SettingException;
import org.peerdist.configuration.Settings;
import org.peerdist.configuration.osgi.ServiceKind;

/** The peer and the hosted cache, as they are configured. */
class ServerKindsTest {
  @TempDir private Path folder;

  private static Settings shown(Class<?> configuration) {
    return new Settings(
        Stream.of(configuration.getDeclaredMethods())
            .collect(
                Collectors.toMap(
                    method -> method.getName().replace('_', '.'), Method::getDefaultValue)));
  }

  @Test
  void read_theDefaultsThatConsolesShow_isTheSameAsNothing() throws SettingException {
    PeerKind peer = new PeerKind(null, new ClientBeside());
    HostedCacheKind hosted = new HostedCacheKind(null);
    Settings nothing = new Settings(Map.of());

    assertThat(peer.read(shown(PeerComponent.Configuration.class))).isEqualTo(peer.read(nothing));
    assertThat(hosted.read(shown(HostedCacheComponent.Configuration.class)))
        .isEqualTo(hosted.read(nothing));
    assertThat(peer.read(nothing).address().getPort()).isEqualTo(1337);
    assertThat(hosted.read(nothing).listen().port()).isEqualTo(80);
  }

  @ParameterizedTest
  @CsvSource({
    "listen, here",
    "discovery.port, 70000",
    "discovery.backoff, 0",
    "max.uploads, 0",
    "max.upload.rate, 0",
    "max.upload.rate, fast"
  })
  void peer_wrongValue_namesItsKey(String key, String value) {
    assertRefused(new PeerKind(null, new ClientBeside()), key, value);
  }

  @ParameterizedTest
  @CsvSource({"listen, 80", "https.listen, 443", "https.keystore, /none/such", "max.uploads, -1"})
  void hostedCache_wrongValue_namesItsKey(String key, String value) {
    assertRefused(new HostedCacheKind(null), key, value);
  }

  private static void assertRefused(ServiceKind<?, ?> kind, String key, String value) {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> kind.read(new Settings(Map.of(key, value))))
        .satisfies(e -> assertThat(e.key()).isEqualTo(key));
  }

  @Test
  void start_addressTaken_namesTheAddress() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ContentCache cache = ContentCache.open(folder, CacheOptions.ofMaxBytes(1 << 20))) {
      String address = "127.0.0.1:" + taken.getLocalPort();

      assertCannotStart(new PeerKind(cache, new ClientBeside()), "listen", address);
      assertCannotStart(new HostedCacheKind(cache), "listen", address);
    }
  }

  @Test
  void start_interfaceUnknown_namesTheInterface() throws Exception {
    try (ContentCache cache = ContentCache.open(folder, CacheOptions.ofMaxBytes(1 << 20))) {
      PeerKind kind = new PeerKind(cache, new ClientBeside());
      Settings settings = new Settings(Map.of("listen", "127.0.0.1:0", "interfaces", "none-such"));

      assertThatExceptionOfType(SettingException.class)
          .isThrownBy(() -> kind.start(kind.read(settings)))
          .satisfies(e -> assertThat(e.key()).isEqualTo("interfaces"));
    }
  }

  private static <S> void assertCannotStart(ServiceKind<S, ?> kind, String key, String value)
      throws SettingException {
    S settings = kind.read(new Settings(Map.of(key, value, "interfaces", "lo")));
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> kind.start(settings))
        .satisfies(e -> assertThat(e.key()).isEqualTo(key))
        .withMessageContaining("Address already in use");
  }
}
