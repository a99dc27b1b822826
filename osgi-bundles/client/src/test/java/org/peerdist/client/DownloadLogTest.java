package org.peerdist.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.peerdist.api.SourceKind;

class DownloadLogTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final DownloadLog log = new DownloadLog();

  private static DownloadReport report(String url, long fromPeers, long fromOrigin) {
    return new DownloadReport(
        URI.create(url),
        fromPeers + fromOrigin,
        0,
        Optional.empty(),
        0,
        fromPeers,
        0,
        fromOrigin,
        10,
        Map.of(),
        Duration.ofSeconds(1),
        List.of(
            new PeersAsked(SourceKind.HOSTED_CACHE, 1, 0, Map.of()),
            new PeersAsked(SourceKind.DISCOVERED_PEER, 2, 1, Map.of())));
  }

  @Test
  void add_downloads_areCountedAndTold() {
    log.begun();
    log.begun();
    assertThat(log.active()).isEqualTo(2);
    log.left();
    assertThat(log.active()).isEqualTo(1);
    log.left();
    log.add(DownloadLog.Entry.of(report("http://host/file", 75, 25), NOW));
    log.add(DownloadLog.Entry.ofFailure(URI.create("http://host/gone"), NOW, "404"));
    assertThat(log.active()).isZero();
    assertThat(log.ended()).isEqualTo(2);
    assertThat(log.failed()).isEqualTo(1);
    assertThat(log.bytesFromPeers()).isEqualTo(75);
    assertThat(log.bytesFromOrigin()).isEqualTo(25);
    assertThat(log.savedBytes()).isEqualTo(65);
    assertThat(log.hitPercent()).isEqualTo(75);
    assertThat(log.entries())
        .extracting(DownloadLog.Entry::url, DownloadLog.Entry::why)
        .containsExactly(
            tuple("http://host/gone", "404"),
            tuple(
                "http://host/file",
                "1 hosted cache asked, none had it. 2 peers answered, 1 had it"));
  }

  @Test
  void entries_ofMany_areTheLast() {
    for (int i = 0; i <= DownloadLog.MOST; i++) {
      log.add(DownloadLog.Entry.of(report("http://host/" + i, 0, 1), NOW));
    }
    assertThat(log.entries()).hasSize(DownloadLog.MOST);
    assertThat(log.entries().get(0).url()).isEqualTo("http://host/" + DownloadLog.MOST);
    assertThat(log.ended()).isEqualTo(DownloadLog.MOST + 1);
  }

  @Test
  void entry_url_hasNoSecretsAndAnEnd() {
    assertThat(DownloadLog.Entry.of(report("http://me:pw@host:81/f?key=x", 0, 1), NOW).url())
        .isEqualTo("http://host:81/f");
    String path = "x".repeat(100_000);
    assertThat(DownloadLog.Entry.of(report("http://host/" + path, 0, 1), NOW).url())
        .hasSizeLessThan(400);
  }

  @Test
  void hitPercent_beforeAnything_isZero() {
    assertThat(log.hitPercent()).isZero();
  }
}
