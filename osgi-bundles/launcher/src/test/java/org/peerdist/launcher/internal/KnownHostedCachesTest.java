package org.peerdist.launcher.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerdist.hostedcache.HostedCacheSite;

class KnownHostedCachesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final List<HostedCacheSite> SITES =
      List.of(site("192.0.2.7", 80), site("2001:db8::7", 8080));

  @TempDir private Path folder;
  private Path file;
  private KnownHostedCaches known;

  private static HostedCacheSite site(String address, int port) {
    return HostedCacheSite.at(new InetSocketAddress(address, port));
  }

  @BeforeEach
  void create() {
    file = folder.resolve("hosted-caches");
    known = new KnownHostedCaches(file);
  }

  @Test
  void read_whatWasFound_isRememberedForMinutes() throws Exception {
    assertThat(known.read("network", NOW)).isEmpty();
    known.write("network", NOW, SITES);
    assertThat(known.read("network", NOW)).contains(SITES);
    assertThat(known.read("network", NOW.plus(KnownHostedCaches.FOUND))).contains(SITES);
    assertThat(known.read("network", NOW.plus(KnownHostedCaches.FOUND).plusMillis(1))).isEmpty();
    assertThat(known.read("network", NOW.minusMillis(1))).isEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void read_nothingFound_isRememberedForAShorterTime() {
    known.write("network", NOW, SITES);
    known.write("network", NOW, List.of());
    assertThat(known.read("network", NOW.plus(KnownHostedCaches.NOT_FOUND))).contains(List.of());
    assertThat(known.read("network", NOW.plus(KnownHostedCaches.NOT_FOUND).plusMillis(1)))
        .isEmpty();
  }

  @Test
  void read_anotherSearch_isNotTheSame() {
    known.write("network", NOW, SITES);
    assertThat(known.read("domain branch.example", NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-23T12:00:00Z",
        "yesterday\nnetwork\n",
        "2026-11-23T12:00:00Z\nnetwork\ncache.example 80\n",
        "2026-11-23T12:00:00Z\nnetwork\n192.0.2.7\n",
        "2026-11-23T12:00:00Z\nnetwork\n192.0.2.7 port\n",
        "2026-11-23T12:00:00Z\nnetwork\n192.0.2.7 70000\n"
      })
  void read_anotherFile_isOfNoUse(String text) throws Exception {
    Files.writeString(file, text);
    assertThat(known.read("network", NOW)).isEmpty();
  }

  @Test
  void read_binaryOrEndlessFile_orFolder_isOfNoUse() throws Exception {
    Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE, 10, 10, 10});
    assertThat(known.read("network", NOW)).isEmpty();
    Files.write(file, new byte[1 << 20]);
    assertThat(known.read("network", NOW)).isEmpty();
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(known.read("network", NOW)).isEmpty();
  }

  @Test
  void write_withoutFolder_isNoError() {
    KnownHostedCaches nowhere = new KnownHostedCaches(folder.resolve("no/such/folder"));
    nowhere.write("network", NOW, SITES);
    assertThat(nowhere.read("network", NOW)).isEmpty();
  }
}
