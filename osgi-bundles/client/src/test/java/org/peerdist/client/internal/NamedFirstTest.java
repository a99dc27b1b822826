package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.PeerAnswer.Failure;
import org.peerdist.client.internal.SwarmJob.Outcome;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;

/** The units that are one's own part, where the user named peers. */
class NamedFirstTest {
  private static final long SECOND = 1_000_000_000L;

  private final TestContent content = TestContent.of(ContentVersion.V2, 4 << 20, 1);
  private final List<Segment> segments = content.information().segments();
  private final UnitMap map = new UnitMap(segments.size(), 0);
  private final UnitStore units =
      new UnitStore(map, segments, new MemoryStore(), new Provenance(), number -> {});
  private final List<Integer> fromOrigin = new ArrayList<>();
  private long now;

  /** An origin that is asked for what a unit lacks. */
  private Outcome origin(int unit) {
    fromOrigin.add(units.lacking(unit).cardinality());
    return Outcome.DONE;
  }

  private NamedFirst named(BlockPeer... peers) {
    UnitFetcher fetcher = new UnitFetcher(units, () -> now, RateLimit.NONE);
    return new NamedFirst(List.of(peers), fetcher, this::origin, () -> now);
  }

  @Test
  void fetch_namedPeerThatHasAll_isNotAskedOfTheOrigin() throws Exception {
    NamedFirst named = named(ScriptedPeer.good("good", content));
    assertThat(named.fetch(0)).isEqualTo(Outcome.DONE);
    assertThat(units.lacking(0).isEmpty()).isTrue();
    assertThat(fromOrigin).isEmpty();
  }

  @Test
  void fetch_namedPeersWithParts_originGivesTheRest() throws Exception {
    NamedFirst named =
        named(
            ScriptedPeer.keeping("nothing", content, (segment, index) -> false),
            ScriptedPeer.keeping(
                "start",
                content,
                (segment, index) -> segment.range().end() <= segments.get(2).range().end()));
    assertThat(named.fetch(0)).isEqualTo(Outcome.DONE);
    assertThat(fromOrigin).containsExactly(map.perUnit() - 3);
  }

  @Test
  void fetch_namedPeerThatFails_isLeftAloneForAMinute() throws Exception {
    List<Integer> asked = new ArrayList<>();
    NamedFirst named =
        named(
            ScriptedPeer.failing(
                "silent",
                content,
                number -> {
                  asked.add(number);
                  return ScriptedPeer.fail(Failure.SILENT);
                }));
    named.fetch(0);
    now += 59 * SECOND;
    named.fetch(1);
    assertThat(asked).hasSize(1);
    now += 2 * SECOND;
    named.fetch(1);
    assertThat(asked).hasSize(2);
    assertThat(fromOrigin).hasSize(3);
  }
}
