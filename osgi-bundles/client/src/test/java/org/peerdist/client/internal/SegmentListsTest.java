package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.api.SourceKind;
import org.peerdist.client.BlockStore;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.content.VerifiedBlock;
import org.peerdist.retrieval.Answer;
import org.peerdist.retrieval.HeldBlock;
import org.peerdist.retrieval.HeldSegment;
import org.peerdist.retrieval.RetrievalClient;
import org.peerdist.retrieval.RetrievalResponse;
import org.peerdist.retrieval.RetrievalServer;
import org.peerdist.retrieval.RetrievalTransport;

/** What a hosted cache that lacks a lot is asked. */
class SegmentListsTest {
  private static final TestContent CONTENT = TestContent.of(ContentVersion.V2, 8 << 20, 7);
  private static final List<Segment> SEGMENTS = CONTENT.information().segments();

  private final Lanes lanes = new Lanes(256);
  private final BlockWindow window;
  private Lane lane;

  SegmentListsTest() {
    BlockPlan plan =
        new BlockPlan(CONTENT.information(), CONTENT.information().range(), BlockStore.NONE);
    window = new BlockWindow(plan, lanes, new DiscoveryRounds(false), 64L << 20);
  }

  private void open(SourceKind kind) {
    lane = new Lane(1, ScriptedPeer.good("cache", CONTENT), kind, 1);
    lanes.add(lane);
  }

  /** Lets the lane lack what it is asked for, until it is asked for nothing. */
  private List<List<Segment>> lackAll() {
    List<List<Segment>> lists = new ArrayList<>();
    Optional<Job> job = window.nextJob(1);
    while (job.isPresent() && job.get() instanceof Job.Ask ask) {
      window.missing(ask, 0, 1);
      lists.add(window.toList(ask));
      job = window.nextJob(1);
    }
    return lists;
  }

  @Test
  void toList_hostedCacheThatLacksMuch_isAskedOnceForWhatFollows() {
    open(SourceKind.HOSTED_CACHE);
    List<List<Segment>> lists = lackAll();
    assertThat(lists).as("blocks that it was asked for").hasSize(64);
    assertThat(lists.subList(0, 63)).allMatch(List::isEmpty);
    assertThat(lists.get(63))
        .extracting(Segment::id)
        .isEqualTo(SEGMENTS.subList(64, SEGMENTS.size()).stream().map(Segment::id).toList());
  }

  /** SPEC [MS-PCCRR] 3: segment lists are for hosted caches only. */
  @ParameterizedTest
  @EnumSource(names = {"NAMED_PEER", "DISCOVERED_PEER"})
  void toList_peer_isNeverAsked(SourceKind kind) {
    open(kind);
    assertThat(lackAll()).hasSize(64).allMatch(List::isEmpty);
  }

  @Test
  void listed_segments_areAskedForAgain() {
    open(SourceKind.HOSTED_CACHE);
    Job.Ask last = null;
    for (int i = 0; i < 64; i++) {
      last = (Job.Ask) window.nextJob(1).orElseThrow();
      window.missing(last, 0, 1);
    }
    assertThat(window.toList(last)).isNotEmpty();
    BitSet held = new BitSet();
    held.set(3);
    held.set(5);
    window.listed(last, held);
    Job.Ask first = (Job.Ask) window.nextJob(1).orElseThrow();
    assertThat(first.slot().segment.number()).isEqualTo(64 + 3);
    window.missing(first, 0, 1);
    assertThat(window.toList(first)).as("asked a moment ago").isEmpty();
    Job.Ask second = (Job.Ask) window.nextJob(1).orElseThrow();
    assertThat(second.slot().segment.number()).isEqualTo(64 + 5);
    window.found(second, block(second.slot()), 0, 1);
    assertThat(((Job.Ask) window.nextJob(1).orElseThrow()).slot().segment.number())
        .as("it has something after all")
        .isEqualTo(64);
  }

  /** A server that has every third segment. */
  private static final class EveryThird implements RetrievalTransport, HeldSegment {
    private final RetrievalServer server =
        new RetrievalServer(id -> has(id) ? Optional.of(this) : Optional.empty());

    private static boolean has(SegmentId id) {
      return SEGMENTS.stream().map(Segment::id).toList().indexOf(id) % 3 == 0;
    }

    @Override
    public Answer<ByteBuffer> exchange(InetSocketAddress peer, ByteBuffer request) {
      try (RetrievalResponse response = server.respond(request).orElseThrow()) {
        return new Answer.Given<>(response.body());
      }
    }

    @Override
    public int blockCount() {
      return 1;
    }

    @Override
    public BitSet heldBlocks() {
      return BitSet.valueOf(new byte[] {1});
    }

    @Override
    public Optional<HeldBlock> read(int index) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  @Test
  void segmentsHeld_ofHostedCache_areThoseOfItsList() {
    InetSocketAddress address = InetSocketAddress.createUnresolved("cache", 80);
    HostedCachePeer peer = new HostedCachePeer(new RetrievalClient(new EveryThird()), address);
    assertThat(peer.segmentsHeld(SEGMENTS.subList(0, 8)).orElseThrow().stream())
        .containsExactly(0, 3, 6);
    assertThat(peer.segmentsHeld(SEGMENTS.subList(1, 3)).orElseThrow().isEmpty()).isTrue();
    assertThat(peer.name()).isEqualTo("cache:80");
  }

  private static VerifiedBlock block(Slot slot) {
    ByteBuffer data =
        ByteBuffer.wrap(CONTENT.bytes(), (int) slot.range.start(), (int) slot.range.length());
    return slot.segment.segment().verify(slot.index, data).orElseThrow();
  }
}
