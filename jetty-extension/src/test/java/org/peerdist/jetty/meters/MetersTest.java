package org.peerdist.jetty.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.DownloadLog;
import org.peerdist.content.SegmentId;
import org.peerdist.hostedcache.HostedCache;
import org.peerdist.hostedcache.HostedCacheOptions;
import org.peerdist.hostedcache.HostedCacheVersion;
import org.peerdist.retrieval.CryptoAlgorithm;
import org.peerdist.retrieval.GetBlocks;
import org.peerdist.retrieval.RetrievalServer;
import org.peerdist.wire.Bytes;

/** What a registry shows after something has happened. */
class MetersTest {
  @TempDir private Path folder;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private double count(String name) {
    return registry.get("peerdist." + name).functionCounter().count();
  }

  private double gauge(String name) {
    return registry.get("peerdist." + name).gauge().value();
  }

  @Test
  void uploads_askedForABlock_countIt() {
    RetrievalServer server = new RetrievalServer(id -> Optional.empty());
    new UploadMeters(server).bindTo(registry);
    SegmentId id = new SegmentId(Bytes.ofHex("17".repeat(32)));
    try (var answer =
        server.respond(GetBlocks.of(CryptoAlgorithm.AES_128, id, 0).encode()).orElseThrow()) {
      assertThat(gauge("uploads.active")).isEqualTo(1);
      assertThat(answer.body().hasRemaining()).isTrue();
    }
    assertThat(count("blocks.asked")).isEqualTo(1);
    assertThat(count("blocks.served")).isZero();
    assertThat(count("served")).isZero();
    assertThat(count("uploads.busy")).isZero();
  }

  @Test
  void offers_malformedMessage_isCounted() throws Exception {
    try (ContentCache cache = ContentCache.open(folder, CacheOptions.defaults());
        HostedCache hosted = HostedCache.start(cache, HostedCacheOptions.DEFAULT)) {
      new OfferMeters(hosted).bindTo(registry);
      var client = new InetSocketAddress("192.0.2.1", 1).getAddress();
      assertThat(hosted.offer(HostedCacheVersion.V2, client, ByteBuffer.allocate(1))).isEmpty();
      assertThat(count("offers.malformed")).isEqualTo(1);
      assertThat(count("offers.segments")).isZero();
      assertThat(gauge("offers.queued")).isZero();
    }
  }

  @Test
  void downloads_ofALog_areSums() {
    DownloadLog log = new DownloadLog();
    new DownloadMeters(log).bindTo(registry);
    log.begun();
    log.add(
        new DownloadLog.Entry(
            Instant.EPOCH, "http://host/", false, 1, 2, 4, 8, 3, Duration.ZERO, ""));
    log.add(DownloadLog.Entry.ofFailure(URI.create("http://host/"), Instant.EPOCH, "404"));
    assertThat(gauge("downloads.active")).isEqualTo(1);
    assertThat(count("downloads.ended")).isEqualTo(2);
    assertThat(count("downloads.failed")).isEqualTo(1);
    assertThat(count("downloads.from.peers")).isEqualTo(2);
    assertThat(count("downloads.from.hosted.cache")).isEqualTo(4);
    assertThat(gauge("downloads.saved")).isEqualTo(4);
  }
}
