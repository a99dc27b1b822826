package org.peerdist.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.api.Owner;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.PublishingOptions;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.wire.Bytes;

/** What a registry shows after decisions about the answers with a file. */
class OriginMetersTest {
  private static final int LENGTH = 100_000;
  private static final CodingRequest HASHES =
      CodingRequest.parse(
          List.of("peerdist"), List.of("Version=1.0"), List.of(), ContentVersion.V2);
  private static final CodingRequest MISSING =
      CodingRequest.parse(
          List.of(), List.of("Version=1.0, MissingDataRequest=true"), List.of(), ContentVersion.V2);

  @TempDir private Path temp;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final OriginStatistics statistics = new OriginStatistics();

  private double count(String name) {
    return registry.get("peerdist." + name).functionCounter().count();
  }

  @Test
  void bindTo_registry_showsWhatWasDecided() throws Exception {
    Path site = Files.createDirectory(temp.resolve("site"));
    Path file = Files.write(site.resolve("file"), new byte[LENGTH]);
    ServerPassphrase passphrase = new ServerPassphrase(Bytes.ofHex("01"));
    try (PublishingService publishing =
        PublishingService.open(temp.resolve("cache"), passphrase, PublishingOptions.DEFAULT)) {
      new OriginMeters(statistics, publishing.statistics()).bindTo(registry);
      publishing.publishFolder(site);
      assertThat(publishing.awaitPublished(Duration.ofSeconds(30))).isTrue();
      ResponseDecision decision =
          new ResponseDecision(
              new Publications(publishing.openSession(Owner.SHARED)),
              InstantSource.system(),
              0,
              type -> true,
              statistics);
      statistics.countRequest(HASHES);
      Decision hit = decide(decision, HASHES, file);
      assertThat(hit).isInstanceOf(Decision.Hit.class);
      statistics.countRequest(MISSING);
      assertThat(decide(decision, MISSING, file)).isInstanceOf(Decision.Pass.class);
      assertThat(count("hash.requests")).isEqualTo(1);
      assertThat(count("hash.responses")).isEqualTo(1);
      assertThat(count("hash.sent")).isEqualTo(((Decision.Hit) hit).hashes().remaining());
      assertThat(count("projected")).isEqualTo(LENGTH);
      assertThat(count("client.missed")).isEqualTo(LENGTH);
      assertThat(count("missing.data.requests")).isEqualTo(1);
      assertThat(count("server.misses")).isZero();
      assertThat(count("generations.completed")).isEqualTo(1);
      assertThat(registry.get("peerdist.generations.queued").gauge().value()).isZero();
    }
  }

  private static Decision decide(ResponseDecision decision, CodingRequest coding, Path file) {
    HeaderFields fields = Map.of("ETag", "\"1\"")::get;
    return decision.decide(coding, "host/file", () -> Optional.of(file), 200, fields, LENGTH);
  }
}
