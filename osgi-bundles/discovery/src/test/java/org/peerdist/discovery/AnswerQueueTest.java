package org.peerdist.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.SegmentId;
import org.peerdist.discovery.internal.LocalLink;
import org.peerdist.discovery.internal.Subnet;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

class AnswerQueueTest {
  private static final SegmentId HELD = TestIds.of(1);
  private static final LocalLink LINK =
      new LocalLink("eth7", 7, false, List.of(subnet("10.1.2.3", 24), subnet("fe80::3", 64)));
  private static final LocalLink LOOPBACK =
      new LocalLink("lo", 1, true, List.of(subnet("127.0.0.1", 8)));

  private final Map<SegmentId, Holding> holdings = new HashMap<>(Map.of(HELD, Holding.of(5, 6)));
  private final List<Duration> delays = new ArrayList<>();
  private final List<Runnable> tasks = new ArrayList<>();
  private final List<Bytes> sent = new ArrayList<>();
  private final AnswerQueue queue = queue(address("0.0.0.0", 1337));

  private AnswerQueue queue(InetSocketAddress retrieval) {
    AnswerWriter writer =
        new AnswerWriter(
            id -> Optional.ofNullable(holdings.get(id)), Prober::newMessageId, 1_000_000);
    return new AnswerQueue(
        writer,
        retrieval,
        "own"::equals,
        Duration.ofMillis(65),
        new SplittableRandom(1),
        (delay, task) -> {
          delays.add(delay);
          tasks.add(task);
        });
  }

  private static Subnet subnet(String address, int prefix) {
    return new Subnet(address(address, 1).getAddress(), prefix);
  }

  private static InetSocketAddress address(String address, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), port);
    } catch (java.net.UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private void receive(String source, Bytes datagram) {
    queue.received(datagram.asByteBuffer(), address(source, 50_000), LINK, sent::add);
  }

  private static Bytes probe(String messageId, SegmentId... ids) {
    return new Probe(messageId, ContentVersion.V1, List.of(ids)).write();
  }

  private void runTasks() {
    List<Runnable> due = List.copyOf(tasks);
    tasks.clear();
    due.forEach(Runnable::run);
  }

  private static ProbeMatch read(Bytes datagram) throws WireFormatException {
    return ProbeMatch.read(datagram.asByteBuffer());
  }

  /** SPEC [MS-PCCRD] 3.2.2, 3.2.4.1: answered when the timer expires, with the block count. */
  @Test
  void received_heldSegment_isAnsweredAfterTheBackoff() throws Exception {
    receive("10.1.2.9", probe("a", TestIds.of(2), HELD));
    assertThat(sent).isEmpty();
    runTasks();
    ProbeMatch match = read(sent.get(0));
    assertThat(match.relatesTo()).isEqualTo("a");
    assertThat(match.endpoints()).containsExactly(PeerEndpoint.parse("10.1.2.3:1337"));
    assertThat(match.availability()).isEqualTo(new Availability.BlockCounts(Map.of(HELD, 5)));
  }

  @Test
  void received_overIpv6_announcesTheAddressOfThatFamily() throws Exception {
    receive("fe80::9%7", probe("a", HELD));
    runTasks();
    assertThat(read(sent.get(0)).endpoints()).containsExactly(PeerEndpoint.parse("[fe80::3]:1337"));
  }

  /** SPEC [MS-PCCRD] 3.2.2: a random time from 1 ms to APP_MAX_DELAY. */
  @Test
  void received_manyProbes_backsOffFrom1To65Milliseconds() {
    for (int i = 0; i < 1_000; i++) {
      receive("10.1.2.9", probe("a" + i, HELD));
      runTasks();
    }
    assertThat(delays).allMatch(delay -> delay.toMillis() >= 1 && delay.toMillis() <= 65);
    assertThat(delays).contains(Duration.ofMillis(1), Duration.ofMillis(65));
  }

  /** SPEC [MS-PCCRD] 3.2.2, 3.2.4.1: ignored. */
  @Test
  void received_nothingHeld_isNotAnswered() {
    receive("10.1.2.9", probe("a", TestIds.of(2)));
    runTasks();
    assertThat(sent).isEmpty();
  }

  /** SPEC [MS-PCCRD] 3.2.6.1: what was removed is not answered any more. */
  @Test
  void received_lostMeanwhile_isNotAnswered() {
    receive("10.1.2.9", probe("a", HELD));
    holdings.clear();
    runTasks();
    assertThat(sent).isEmpty();
  }

  @Test
  void received_sameProbeTwice_isAnsweredOnce() {
    receive("10.1.2.9", probe("a", HELD));
    receive("10.1.2.9", probe("a", HELD));
    receive("10.1.2.8", probe("a", HELD));
    runTasks();
    assertThat(sent).hasSize(2);
  }

  @Test
  void received_ownProbe_isNotAnswered() {
    receive("10.1.2.3", probe("own", HELD));
    assertThat(tasks).isEmpty();
  }

  /** SPEC [MS-PCCRD] 5: the subnet only. */
  @Test
  void received_fromOtherNetwork_isNotAnswered() {
    receive("10.1.3.9", probe("a", HELD));
    receive("192.0.2.1", probe("b", HELD));
    receive("fe80::9%8", probe("c", HELD));
    receive("2001:db8::1", probe("d", HELD));
    assertThat(tasks).isEmpty();
  }

  /** SPEC [MS-PCCRD] 3.2.4.1, 3.2.6: what is malformed is dropped. */
  @Test
  void received_junk_isDropped() {
    receive("10.1.2.9", Bytes.EMPTY);
    receive("10.1.2.9", Bytes.copyOf(new byte[1000]));
    receive("10.1.2.9", probe("a", HELD).first(500));
    assertThat(tasks).isEmpty();
  }

  @Test
  void received_overload_dropsWhatIsTooMuch() {
    for (int i = 0; i < AnswerQueue.MAX_PENDING + 50; i++) {
      receive("10.1.2.9", probe("a" + i, HELD));
    }
    assertThat(tasks).hasSize(AnswerQueue.MAX_PENDING);
    runTasks();
    assertThat(sent).hasSize(AnswerQueue.MAX_PENDING);
    receive("10.1.2.9", probe("later", HELD));
    assertThat(tasks).hasSize(1);
  }

  @Test
  void received_specificRetrievalAddress_isAnnounced() throws Exception {
    AnswerQueue specific = queue(address("10.1.2.77", 80));
    specific.received(probe("a", HELD).asByteBuffer(), address("10.1.2.9", 1), LINK, sent::add);
    runTasks();
    assertThat(read(sent.get(0)).endpoints()).containsExactly(PeerEndpoint.parse("10.1.2.77:80"));
  }

  @Test
  void received_retrievalOnLoopbackOnly_isToldToThisMachineOnly() {
    AnswerQueue local = queue(address("127.0.0.1", 80));
    ByteBuffer probe = probe("a", HELD).asByteBuffer();
    local.received(probe, address("10.1.2.9", 1), LINK, sent::add);
    assertThat(tasks).isEmpty();
    local.received(probe, address("127.0.0.1", 1), LOOPBACK, sent::add);
    assertThat(tasks).hasSize(1);
  }

  @Test
  void received_manyHeldSegments_areToldInParts() throws Exception {
    List<SegmentId> ids = IntStream.range(0, 100).mapToObj(TestIds::of).toList();
    ids.forEach(id -> holdings.put(id, Holding.of(1, 1)));
    receive("10.1.2.9", new Probe("a", ContentVersion.V1, ids).write());
    runTasks();
    assertThat(sent).hasSize(3).allMatch(answer -> answer.length() <= ProbeBatches.LONG);
    Map<SegmentId, Integer> told = new HashMap<>();
    for (Bytes answer : sent) {
      told.putAll(((Availability.BlockCounts) read(answer).availability()).blocks());
    }
    assertThat(told.keySet()).containsExactlyInAnyOrderElementsOf(ids);
  }

  /** SPEC [MS-PCCRD] 2.2.3.3: two bits a segment. */
  @Test
  void received_version2_isAnsweredWithBitsAndAges() throws Exception {
    SegmentId complete = TestIds.of(4);
    holdings.put(complete, new Holding(1, 1, Optional.of(Duration.ofMinutes(10))));
    Probe probe = new Probe("a", ContentVersion.V2, List.of(complete, TestIds.of(9), HELD));
    receive("10.1.2.9", probe.write());
    runTasks();
    assertThat(read(sent.get(0)).availability())
        .isEqualTo(
            new Availability.SegmentStates(
                List.of(
                    Availability.State.COMPLETE,
                    Availability.State.NONE,
                    Availability.State.PARTIAL,
                    Availability.State.NONE),
                Bytes.ofHex("000103010060ea00")));
  }

  /** SPEC [MS-PCCRD] 3.2.3, 2.2.3.6, 2.2.3.7: instance and number of messages. */
  @Test
  void answer_eachTime_countsMessages() {
    receive("10.1.2.9", probe("a", HELD));
    receive("10.1.2.9", probe("b", HELD));
    runTasks();
    assertThat(ProbeTest.text(sent.get(0))).contains("\"1000000\" MessageNumber=\"1\"");
    assertThat(ProbeTest.text(sent.get(1))).contains("\"1000000\" MessageNumber=\"2\"");
  }
}
