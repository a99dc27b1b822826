package org.peerdist.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.api.Owner;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.PublishingOptions;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.wire.Bytes;

/** What is told of answers, for each reason that there is. */
class RecentAnswersTest {
  private static final int LENGTH = 100_000;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:10Z");
  private static final String STRONG = "\"1\"";
  private static final CodingRequest HASHES = asking(List.of("peerdist"), "Version=1.0");

  @TempDir private Path temp;
  private PublishingService publishing;
  private ResponseDecision decision;
  private Path file;
  private Instant now = NOW;

  private static CodingRequest asking(List<String> accept, String... peerDist) {
    return CodingRequest.parse(accept, List.of(peerDist), List.of(), ContentVersion.V2);
  }

  @BeforeEach
  void publish() throws Exception {
    Path site = Files.createDirectory(temp.resolve("site"));
    file = Files.write(site.resolve("file"), new byte[LENGTH]);
    publishing =
        PublishingService.open(
            temp.resolve("cache"),
            new ServerPassphrase(Bytes.ofHex("01")),
            PublishingOptions.DEFAULT);
    publishing.publishFolder(site);
    assertThat(publishing.awaitPublished(Duration.ofSeconds(30))).isTrue();
    decision =
        new ResponseDecision(
            new Publications(publishing.openSession(Owner.SHARED)),
            () -> now,
            64,
            type -> !type.equals("text/html"),
            new OriginStatistics());
  }

  @AfterEach
  void close() throws Exception {
    publishing.close();
  }

  private Decision decide(CodingRequest coding, String resource, int status, String... fields) {
    Map<String, String> map =
        fields.length == 2
            ? Map.of(fields[0], fields[1])
            : Map.of(fields[0], fields[1], fields[2], fields[3]);
    return decision.decide(coding, resource, Optional::empty, status, map::get, LENGTH);
  }

  private List<RecentAnswers.Entry> entries() {
    return decision.statistics().recent().entries();
  }

  private String why() {
    return entries().get(0).why();
  }

  @Test
  void entries_ofAHit_tellWhatItSpared() {
    Map<String, String> fields = Map.of("ETag", STRONG);
    Decision hit =
        decision.decide(
            HASHES, "host:80/file?key=x", () -> Optional.of(file), 200, fields::get, LENGTH);
    assertThat(hit).isInstanceOf(Decision.Hit.class);
    assertThat(entries())
        .containsExactly(
            new RecentAnswers.Entry(
                "host:80/file",
                AnswerReason.HASHES,
                "",
                NOW,
                1,
                LENGTH,
                ((Decision.Hit) hit).hashes().remaining()));
  }

  @Test
  void entries_ofEqualAnswers_areOne() {
    decide(asking(List.of()), "a", 200, "ETag", STRONG);
    decide(asking(List.of()), "b", 200, "ETag", STRONG);
    now = NOW.plusSeconds(1);
    decide(asking(List.of()), "a", 200, "ETag", STRONG);
    assertThat(entries())
        .extracting(RecentAnswers.Entry::resource, RecentAnswers.Entry::count)
        .containsExactly(tuple("a", 2L), tuple("b", 1L));
    assertThat(entries().get(0).last()).isEqualTo(now);
    assertThat(entries().get(0).sentBytes()).isEqualTo(2L * LENGTH);
  }

  @Test
  void entries_ofMany_areTheLast() {
    for (int i = 0; i <= RecentAnswers.MOST; i++) {
      decide(HASHES, "n" + i, 404, "ETag", STRONG);
    }
    assertThat(entries()).hasSize(RecentAnswers.MOST);
    assertThat(entries().get(0).resource()).isEqualTo("n" + RecentAnswers.MOST);
    assertThat(entries().get(RecentAnswers.MOST - 1).resource()).isEqualTo("n1");
  }

  @Test
  void entries_ofALongName_haveItsBeginning() {
    decide(HASHES, "x".repeat(100_000), 200, "ETag", STRONG);
    assertThat(entries().get(0).resource()).hasSize(RecentAnswers.LONGEST + 1);
  }

  @Test
  void why_ofRequests_tellsWhatClientsLack() {
    decide(asking(List.of("gzip")), "a", 200, "ETag", STRONG);
    assertThat(why()).isEqualTo("the client did not ask for hashes");
    decide(asking(List.of("peerdist;q=0")), "a", 200, "ETag", STRONG);
    assertThat(why()).isEqualTo("the client refuses hashes");
    decide(asking(List.of("peerdist"), "Version=9.0"), "a", 200, "ETag", STRONG);
    assertThat(why()).isEqualTo("the client asks in no known version");
    decide(asking(List.of(), "Version=1.0"), "a", 200, "ETag", STRONG);
    assertThat(why()).isEqualTo("the client does not accept the coding");
    decide(asking(List.of(), "Version=1.0, MissingDataRequest=true"), "a", 206, "ETag", STRONG);
    assertThat(why()).isEqualTo("the client's peers did not have it");
  }

  @Test
  void why_ofResponses_tellsWhatTheyLack() {
    decide(HASHES, "a", 404, "ETag", STRONG);
    assertThat(why()).isEqualTo("status: 404");
    decide(HASHES, "a", 200, "ETag", STRONG, "Content-Encoding", "gzip");
    assertThat(why()).isEqualTo("it is encoded already");
    decide(HASHES, "a", 200, "Content-Type", "text/plain");
    assertThat(why()).isEqualTo("no validator: neither ETag nor Last-Modified");
    decide(HASHES, "a", 206, "ETag", STRONG);
    assertThat(why()).isEqualTo("it is empty, of unknown length, or of several ranges");
    decide(HASHES, "a", 200, "ETag", STRONG, "Content-Type", "text/html");
    assertThat(why()).isEqualTo("excluded type: text/html");
    decision.decide(HASHES, "a", Optional::empty, 200, Map.of("ETag", STRONG)::get, 63);
    assertThat(why()).isEqualTo("too small: less than 64 bytes");
  }

  @Test
  void why_ofContentWithoutHashes_tellsWhetherTheyCome() {
    decide(HASHES, "a", 206, "ETag", STRONG, "Content-Range", "bytes 0-99999/200000");
    assertThat(why()).isEqualTo("not hashed yet: only a part was asked for");
    decide(HASHES, "a", 200, "Last-Modified", "Thu, 1 Jan 2026 00:00:10 GMT");
    assertThat(why()).isEqualTo("not hashed yet: it has changed this moment");
    Decision miss = decide(HASHES, "a", 200, "ETag", STRONG);
    assertThat(why()).isEqualTo("not hashed yet: it is being hashed");
    assertThat(decide(HASHES, "a", 200, "ETag", STRONG).fields()).isNotEmpty();
    assertThat(entries().get(0).count()).isEqualTo(2);
    ((Decision.Miss) miss).pass().orElseThrow().abort();
  }
}
