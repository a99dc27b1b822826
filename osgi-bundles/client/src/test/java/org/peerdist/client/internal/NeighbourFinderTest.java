package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.PeerAnswer;
import org.peerdist.client.PeerAnswer.Failure;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.discovery.DiscoveryCache;
import org.peerdist.discovery.FoundPeer;
import org.peerdist.discovery.FoundSegment;
import org.peerdist.discovery.PeerEndpoint;
import org.peerdist.discovery.Quorum;

/** What the client makes of the answers to its probes. */
class NeighbourFinderTest {
  private final TestContent content = TestContent.of(ContentVersion.V2, 300_000, 1);
  private final List<Segment> segments = content.information().segments();
  private final DiscoveryCache cache = new DiscoveryCache();
  private final Quorum quorum = new Quorum(2);
  private final List<List<SegmentId>> asked = new ArrayList<>();
  private final List<FoundPeer> answers = new ArrayList<>();
  private Failure failure;
  private final NeighbourFinder finder =
      new NeighbourFinder(
          some -> {
            asked.add(some.stream().map(Segment::id).toList());
            return answers;
          },
          this::peer,
          cache,
          quorum);

  private BlockPeer peer(InetSocketAddress address) {
    String name = address.getAddress().getHostAddress();
    return failure == null
        ? ScriptedPeer.good(name, content)
        : ScriptedPeer.failing(name, content, request -> ScriptedPeer.fail(failure));
  }

  private FoundPeer found(String address, String service, Segment... has) throws IOException {
    List<FoundSegment> told = new ArrayList<>();
    for (Segment segment : has) {
      told.add(new FoundSegment(segment.id(), OptionalInt.empty(), true));
    }
    return new FoundPeer(new PeerEndpoint(InetAddress.getByName(address), 1337), service, told);
  }

  private FoundPeer found(String address, String service) throws IOException {
    return found(address, service, segments.get(0));
  }

  private List<String> find(Segment... some) throws InterruptedException {
    return finder.find(List.of(some)).stream().map(BlockPeer::name).toList();
  }

  @Test
  void peers_sameService_isOnePeerAtItsFirstAddress() throws Exception {
    List<BlockPeer> peers =
        finder.peers(
            List.of(
                found("192.0.2.1", "urn:uuid:a"),
                found("192.0.2.2", "urn:uuid:b"),
                found("192.0.2.3", "urn:uuid:a"),
                found("192.0.2.1", "urn:uuid:a"),
                found("192.0.2.4", "urn:uuid:b")));
    assertThat(peers).extracting(BlockPeer::name).containsExactly("192.0.2.1", "192.0.2.2");
    assertThat(peers).allMatch(peer -> peer instanceof MultihomedPeer);
  }

  @Test
  void peers_withoutService_areToldApartByAddress() throws Exception {
    assertThat(
            finder.peers(
                List.of(found("192.0.2.1", ""), found("192.0.2.2", ""), found("192.0.2.1", ""))))
        .extracting(BlockPeer::name)
        .containsExactly("192.0.2.1", "192.0.2.2");
  }

  @Test
  void find_peersWithAllSegments_comeFirst() throws Exception {
    answers.add(found("192.0.2.1", "a", segments.get(1)));
    answers.add(found("192.0.2.2", "b", segments.get(0), segments.get(1)));
    assertThat(find(segments.get(0), segments.get(1))).containsExactly("192.0.2.2", "192.0.2.1");
  }

  @Test
  void find_again_asksOnlyForWhatIsNotKnown() throws Exception {
    answers.add(found("192.0.2.1", "a", segments.get(0)));
    assertThat(find(segments.get(0), segments.get(1))).containsExactly("192.0.2.1");
    assertThat(find(segments.get(0))).containsExactly("192.0.2.1");
    assertThat(find(segments.get(1))).as("nobody has it, and nobody is asked again").isEmpty();
    assertThat(find(segments.get(1), segments.get(2), segments.get(0)))
        .containsExactly("192.0.2.1");
    assertThat(asked)
        .containsExactly(
            List.of(segments.get(0).id(), segments.get(1).id()), List.of(segments.get(2).id()));
  }

  @Test
  void find_networkFails_isAskedAgain() throws Exception {
    NeighbourFinder offline =
        new NeighbourFinder(
            some -> {
              asked.add(some.stream().map(Segment::id).toList());
              throw new IOException("no network");
            },
            this::peer,
            cache,
            quorum);
    assertThat(offline.find(segments)).isEmpty();
    assertThat(offline.find(segments)).isEmpty();
    assertThat(asked).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Failure.class,
      names = {"REFUSED", "SILENT"})
  void fetchBlock_peerIsNotThere_networkIsAskedAnew(Failure gone) throws Exception {
    failure = gone;
    answers.add(found("192.0.2.1", "a"));
    BlockPeer peer = finder.find(List.of(segments.get(0))).get(0);
    assertThat(peer.fetchBlock(segments.get(0), 0)).isInstanceOf(PeerAnswer.Failed.class);
    assertThat(cache.isBanned(answers.get(0).endpoint())).isFalse();
    answers.set(0, found("192.0.2.2", "b"));
    assertThat(find(segments.get(0))).containsExactly("192.0.2.2");
  }

  @Test
  void fetchBlock_wrongBytes_banThePeer() throws Exception {
    failure = Failure.CORRUPT;
    answers.add(found("192.0.2.1", "a", segments.get(0), segments.get(1)));
    BlockPeer peer = finder.find(List.of(segments.get(0))).get(0);
    assertThat(peer.fetchBlock(segments.get(0), 0)).isInstanceOf(PeerAnswer.Failed.class);
    assertThat(find(segments.get(0))).isEmpty();
    assertThat(find(segments.get(1))).isEmpty();
    assertThat(cache.isBanned(answers.get(0).endpoint())).isTrue();
  }

  @Test
  void fetchBlock_otherFailures_forgetNobody() throws Exception {
    answers.add(found("192.0.2.1", "a"));
    for (Failure other : List.of(Failure.BUSY, Failure.MALFORMED)) {
      failure = other;
      BlockPeer peer = finder.find(List.of(segments.get(0))).get(0);
      assertThat(peer.fetchBlock(segments.get(0), 0))
          .isEqualTo(new PeerAnswer.Failed(other, "as told"));
    }
    assertThat(asked).hasSize(1);
  }

  /** The answer of somebody who has nothing and that of somebody who has no time are the same. */
  @Test
  void fetchBlock_nothingFromOneThatSaidToHaveAll_isBusy() throws Exception {
    answers.add(found("192.0.2.1", "a", segments.get(0)));
    NeighbourFinder poor =
        new NeighbourFinder(
            some -> answers,
            address -> ScriptedPeer.keeping("poor", content, (segment, index) -> false),
            cache,
            quorum);
    BlockPeer peer = poor.find(segments).get(0);
    assertThat(peer.fetchBlock(segments.get(0), 0))
        .isInstanceOfSatisfying(
            PeerAnswer.Failed.class,
            failed -> assertThat(failed.failure()).isEqualTo(Failure.BUSY));
    assertThat(peer.fetchBlock(segments.get(1), 0)).isEqualTo(new PeerAnswer.Missing());
  }

  /** SPEC [MS-PCCRD] note 8: whole and partial segments are counted apart. */
  @Test
  void find_tellsTheQuorum_whoHasWhat() throws Exception {
    SegmentId plentiful = segments.get(0).id();
    SegmentId rare = segments.get(1).id();
    answers.add(found("192.0.2.1", "a", segments.get(0)));
    answers.add(found("192.0.2.2", "a", segments.get(0), segments.get(1)));
    answers.add(found("192.0.2.3", "b", segments.get(0)));
    find(segments.get(0), segments.get(1));
    assertThat(quorum.needsAnswer(plentiful)).as("two machines have it").isFalse();
    assertThat(quorum.needsAnswer(rare)).as("one machine has it").isTrue();
  }
}
