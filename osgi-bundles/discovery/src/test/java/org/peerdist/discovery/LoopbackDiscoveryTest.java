package org.peerdist.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.SegmentId;

/** Probers and responders of their own, with real sockets, over multicast on the loopback. */
@Timeout(120)
class LoopbackDiscoveryTest {
  /** Seconds that only pass if something is wrong. */
  private static final int LONG = 30;

  /** For those who end when they have what they want. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final InetSocketAddress RETRIEVAL = new InetSocketAddress("0.0.0.0", 1337);
  private static final SegmentId PARTIAL = TestIds.of(1);
  private static final SegmentId COMPLETE = TestIds.of(2);
  private static final SegmentId UNKNOWN = TestIds.of(3);
  private static final Map<SegmentId, Holding> HOLDINGS =
      Map.of(PARTIAL, Holding.of(3, 512), COMPLETE, Holding.of(1, 1));
  private static String loopback;

  private final int port = LoopbackGroup.freePort();
  private final DiscoveryOptions options =
      DiscoveryOptions.defaults()
          .withInterfaces(List.of(loopback))
          .withPort(port)
          .withRequestTimer(Duration.ofSeconds(10));
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void requireMulticastOnLoopback() throws IOException {
    loopback = LoopbackGroup.interfaceName();
    assumeTrue(LoopbackGroup.works(), "this system has no multicast on its loopback interface");
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  private Prober prober(DiscoveryOptions with) throws IOException {
    Prober prober = Prober.open(with);
    open.add(prober);
    return prober;
  }

  private Responder responder(Map<SegmentId, Holding> holdings, InetSocketAddress retrieval)
      throws IOException {
    Responder responder =
        Responder.start(
            options, id -> Optional.ofNullable(holdings.get(id)), retrieval, id -> false);
    open.add(responder);
    return responder;
  }

  private static FoundPeer first(Prober prober, List<SegmentId> ids, ContentVersion version)
      throws InterruptedException {
    BlockingQueue<FoundPeer> answers = new ArrayBlockingQueue<>(100);
    CompletableFuture<List<FoundPeer>> all = prober.probe(ids, version, PATIENCE, answers::add);
    FoundPeer answer = answers.poll(LONG, TimeUnit.SECONDS);
    all.cancel(false);
    return answer;
  }

  private static PeerEndpoint endpoint(int port) {
    return new PeerEndpoint(InetAddress.getLoopbackAddress(), port);
  }

  /** SPEC [MS-PCCRD] 2.2.2: version 1 segments are asked for in form 1. */
  @Test
  void probe_version1_findsBlockCounts() throws Exception {
    responder(HOLDINGS, RETRIEVAL);
    FoundPeer peer = first(prober(options), List.of(UNKNOWN, PARTIAL, COMPLETE), ContentVersion.V1);
    assertThat(peer.endpoint()).isEqualTo(endpoint(1337));
    assertThat(peer.service()).startsWith("urn:uuid:");
    assertThat(peer.segments())
        .isEqualTo(
            List.of(
                new FoundSegment(PARTIAL, OptionalInt.of(3), false),
                new FoundSegment(COMPLETE, OptionalInt.of(1), false)));
  }

  @Test
  void probe_version2_findsWhatIsComplete() throws Exception {
    responder(HOLDINGS, RETRIEVAL);
    FoundPeer peer = first(prober(options), List.of(UNKNOWN, PARTIAL, COMPLETE), ContentVersion.V2);
    assertThat(peer.endpoint()).isEqualTo(endpoint(1337));
    assertThat(peer.service()).startsWith("urn:uuid:");
    assertThat(peer.segments())
        .isEqualTo(
            List.of(
                new FoundSegment(PARTIAL, OptionalInt.empty(), false),
                new FoundSegment(COMPLETE, OptionalInt.empty(), true)));
  }

  @Test
  void probe_twoPeers_findsBoth() throws Exception {
    responder(HOLDINGS, endpoint(2001).toSocketAddress());
    responder(HOLDINGS, endpoint(2002).toSocketAddress());
    BlockingQueue<FoundPeer> answers = new ArrayBlockingQueue<>(100);
    CompletableFuture<List<FoundPeer>> all =
        prober(options).probe(List.of(COMPLETE), ContentVersion.V2, PATIENCE, answers::add);
    List<PeerEndpoint> found = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      found.add(answers.poll(LONG, TimeUnit.SECONDS).endpoint());
    }
    all.cancel(false);
    assertThat(found).containsExactlyInAnyOrder(endpoint(2001), endpoint(2002));
  }

  @Test
  void probe_oldPeersToo_asksInBothForms() throws Exception {
    responder(HOLDINGS, RETRIEVAL);
    BlockingQueue<FoundPeer> answers = new ArrayBlockingQueue<>(100);
    CompletableFuture<List<FoundPeer>> all =
        prober(options.withAlsoVersion1(true))
            .probe(List.of(COMPLETE), ContentVersion.V2, PATIENCE, answers::add);
    answers.poll(LONG, TimeUnit.SECONDS);
    FoundPeer second = answers.poll(LONG, TimeUnit.SECONDS);
    all.cancel(false);
    assertThat(second.segments())
        .containsExactly(new FoundSegment(COMPLETE, OptionalInt.of(1), true));
  }

  @Test
  void probe_thousandsOfSegments_findsThemAll() throws Exception {
    List<SegmentId> ids = IntStream.range(0, Prober.MAX_SEGMENTS).mapToObj(TestIds::of).toList();
    Responder responder =
        Responder.start(
            options, id -> Optional.of(Holding.of(1, 1)), RETRIEVAL, messageId -> false);
    open.add(responder);
    BlockingQueue<FoundPeer> answers = new ArrayBlockingQueue<>(1000);
    CompletableFuture<List<FoundPeer>> all =
        prober(options).probe(ids, ContentVersion.V2, PATIENCE, answers::add);
    int found = 0;
    while (found < ids.size()) {
      found = answers.poll(LONG, TimeUnit.SECONDS).segments().size();
    }
    all.cancel(false);
    assertThat(found).isEqualTo(ids.size());
  }

  /** SPEC [MS-PCCRD] 3.1.2: after the request timer the probe is outstanding no more. */
  @Test
  void probe_nobodyHasIt_endsWithTheTimer() throws Exception {
    responder(HOLDINGS, RETRIEVAL);
    BlockingQueue<String> heard = hear();
    Prober prober = prober(options.withRequestTimer(DiscoveryOptions.DEFAULT_REQUEST_TIMER));
    CompletableFuture<List<FoundPeer>> all =
        prober.probe(List.of(UNKNOWN), ContentVersion.V1, peer -> {});
    assertThat(all.get(LONG, TimeUnit.SECONDS)).isEmpty();
    String messageId = heard.poll(LONG, TimeUnit.SECONDS);
    assertThat(messageId).startsWith("urn:uuid:");
    // Whoever waits for the result may have it before the prober forgets.
    while (prober.hasSent(messageId)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void hasSent_probe_isSoUntilItEnds() throws Exception {
    BlockingQueue<String> heard = hear();
    Prober prober = prober(options);
    CompletableFuture<List<FoundPeer>> all =
        prober.probe(List.of(UNKNOWN), ContentVersion.V1, Duration.ofHours(1), peer -> {});
    String messageId = heard.poll(LONG, TimeUnit.SECONDS);
    assertThat(prober.hasSent(messageId)).isTrue();
    all.cancel(false);
    assertThat(prober.hasSent(messageId)).isFalse();
  }

  /** The message ids of all probes that come, of which none is answered. */
  private BlockingQueue<String> hear() throws IOException {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    open.add(Responder.start(options, id -> Optional.empty(), RETRIEVAL, heard::add));
    return heard;
  }

  /** POLICY: 300 ms and 65 ms; SPEC [MS-PCCRD] 3.1.2, note 7. */
  @Test
  void defaults_areThoseOfTheSpecification() {
    assertThat(DiscoveryOptions.defaults().requestTimer()).isEqualTo(Duration.ofMillis(300));
    assertThat(DiscoveryOptions.defaults().maxBackoff()).isEqualTo(Duration.ofMillis(65));
  }

  @Test
  void probe_noSegments_isDoneAtOnce() throws Exception {
    assertThat(prober(options).probe(List.of(), ContentVersion.V1, peer -> {})).isCompleted();
  }

  @Test
  void probe_tooManySegments_isRefused() throws Exception {
    List<SegmentId> ids =
        IntStream.range(0, Prober.MAX_SEGMENTS + 1).mapToObj(TestIds::of).toList();
    Prober prober = prober(options);
    assertThatThrownBy(() -> prober.probe(ids, ContentVersion.V1, peer -> {}))
        .hasMessage("a probe is for at most 4096 segments, not for 4097");
  }

  @Test
  void probe_listenerFails_failsTheResult() throws Exception {
    responder(HOLDINGS, RETRIEVAL);
    CompletableFuture<List<FoundPeer>> all =
        prober(options)
            .probe(
                List.of(COMPLETE),
                ContentVersion.V1,
                peer -> {
                  throw new IllegalStateException("broken");
                });
    assertThatThrownBy(() -> all.get(LONG, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("broken");
  }

  @Test
  void close_whileProbing_endsTheCallAndAllThreads() throws Exception {
    Prober prober = Prober.open(options);
    CompletableFuture<List<FoundPeer>> all =
        prober.probe(List.of(UNKNOWN), ContentVersion.V1, peer -> {});
    Responder responder = responder(HOLDINGS, RETRIEVAL);
    prober.close();
    responder.close();
    assertThat(all).isCompletedWithValue(List.of());
    assertThat(prober.probe(List.of(UNKNOWN), ContentVersion.V1, peer -> {})).isCompleted();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("peerdist-"));
  }

  @Test
  void start_portTaken_namesThePort() throws Exception {
    try (DatagramChannel other = DatagramChannel.open(java.net.StandardProtocolFamily.INET)) {
      other.bind(new InetSocketAddress("0.0.0.0", port));
      assertThatThrownBy(() -> responder(HOLDINGS, RETRIEVAL))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("discovery can't listen on UDP port " + port + ": ");
    }
  }

  @Test
  void open_unknownInterface_isNamed() {
    assertThatThrownBy(() -> prober(options.withInterfaces(List.of("nowhere7"))))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("there is no network interface \"nowhere7\" on this machine, but: ")
        .hasMessageContaining(loopback);
  }
}
