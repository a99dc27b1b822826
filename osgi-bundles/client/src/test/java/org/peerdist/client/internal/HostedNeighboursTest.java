package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.PeerAnswer;
import org.peerdist.client.internal.Neighbourhood.Neighbour;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;

class HostedNeighboursTest {
  private static final List<Segment> SEGMENTS =
      TestContent.of(ContentVersion.V2, 1 << 20, 3).information().segments();
  private static final long SECOND = 1_000_000_000L;

  private final List<String> asked = new ArrayList<>();
  private final Map<String, Set<SegmentId>> heard = new HashMap<>();
  private long now;

  /** A hosted cache that has said nothing, or which segments it has. */
  private record Scripted(String name, List<String> asked, Optional<BitSet> held)
      implements BlockPeer {
    @Override
    public PeerAnswer fetchBlock(Segment segment, int index) {
      return new PeerAnswer.Missing();
    }

    @Override
    public Optional<BitSet> blocksHeld(Segment segment) {
      return Optional.empty();
    }

    @Override
    public Optional<BitSet> segmentsHeld(List<Segment> segments) {
      asked.add(name);
      return held;
    }
  }

  private Scripted silent(String name) {
    return new Scripted(name, asked, Optional.empty());
  }

  private Scripted having(String name, int... positions) {
    BitSet held = new BitSet();
    for (int position : positions) {
      held.set(position);
    }
    return new Scripted(name, asked, Optional.of(held));
  }

  private HostedNeighbours neighbours(BlockPeer... hostedCaches) {
    return new HostedNeighbours(() -> List.of(hostedCaches), () -> now);
  }

  private void hear(Neighbour neighbour, Set<SegmentId> complete) {
    assertThat(neighbour.mayShare()).as("does a part of the work").isFalse();
    heard.put(neighbour.peer().name(), complete);
  }

  @Test
  void ask_hostedCachesThatAnswer_tellsWhatEachHas() throws Exception {
    HostedNeighbours neighbours = neighbours(having("a", 0, 2), having("b"));
    neighbours.ask(SEGMENTS, this::hear);
    assertThat(heard)
        .containsEntry("a", Set.of(SEGMENTS.get(0).id(), SEGMENTS.get(2).id()))
        .containsEntry("b", Set.of());
  }

  @Test
  void ask_positionsThatWereNotAskedFor_areIgnored() throws Exception {
    HostedNeighbours neighbours = neighbours(having("a", 1, 7));
    neighbours.ask(SEGMENTS.subList(0, 2), this::hear);
    assertThat(heard).containsEntry("a", Set.of(SEGMENTS.get(1).id()));
  }

  @Test
  void ask_silentHostedCache_isLeftAloneForAMinute() throws Exception {
    HostedNeighbours neighbours = neighbours(silent("a"), having("b", 0));
    neighbours.ask(SEGMENTS, this::hear);
    now = 59 * SECOND;
    neighbours.ask(SEGMENTS, this::hear);
    assertThat(asked).containsExactly("a", "b", "b");
    now = 61 * SECOND;
    neighbours.ask(SEGMENTS, this::hear);
    assertThat(asked).containsExactly("a", "b", "b", "a", "b");
    assertThat(heard).doesNotContainKey("a");
  }
}
