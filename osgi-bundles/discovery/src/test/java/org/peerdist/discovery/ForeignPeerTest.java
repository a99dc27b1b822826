package org.peerdist.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** A peer made by hand, on a real socket, that answers with anything. */
@Timeout(60)
class ForeignPeerTest {
  private static final SegmentId ASKED = TestIds.of(1);
  private static final ProbeMatch.Sender SENDER = new ProbeMatch.Sender("urn:uuid:2", 7, 1);

  private static Bytes match(String relatesTo, String endpoint, SegmentId id) throws IOException {
    try {
      List<PeerEndpoint> endpoints = List.of(PeerEndpoint.parse(endpoint));
      Availability counts = new Availability.BlockCounts(Map.of(id, 5));
      return new ProbeMatch(relatesTo, "urn:uuid:me", endpoints, counts).write(SENDER);
    } catch (WireFormatException e) {
      throw new IOException(e);
    }
  }

  /** What must not count, and at the end one answer that does. */
  private static List<Bytes> answers(String messageId) throws IOException {
    Bytes good = match(messageId, "127.0.0.1:9", ASKED);
    List<Bytes> answers = new ArrayList<>();
    answers.add(Bytes.EMPTY);
    answers.add(Bytes.copyOf(new byte[2000]));
    answers.add(good.first(good.length() - 1));
    answers.add(new Probe(messageId, ContentVersion.V1, List.of(ASKED)).write());
    answers.add(match("urn:uuid:of-another-probe", "127.0.0.1:1", ASKED));
    answers.add(match(messageId, "127.0.0.1:2", TestIds.of(2)));
    answers.add(match(messageId, "192.0.2.1:3", ASKED));
    answers.add(good);
    return answers;
  }

  /** SPEC [MS-PCCRD] 3.1.4.1, 3.1.6: what is malformed or about something else is dropped. */
  @Test
  void probe_answersOfAllKinds_onlyTheRightOneCounts() throws Exception {
    assumeTrue(LoopbackGroup.works(), "this system has no multicast on its loopback interface");
    int port = LoopbackGroup.freePort();
    DiscoveryOptions options =
        DiscoveryOptions.defaults()
            .withInterfaces(List.of(LoopbackGroup.interfaceName()))
            .withPort(port);
    BlockingQueue<FoundPeer> found = new ArrayBlockingQueue<>(10);
    try (DatagramChannel foreign = LoopbackGroup.join(port);
        Prober prober = Prober.open(options)) {
      CompletableFuture<List<FoundPeer>> all =
          prober.probe(List.of(ASKED), ContentVersion.V1, Duration.ofMinutes(1), found::add);
      ByteBuffer datagram = ByteBuffer.allocate(65_536);
      InetSocketAddress source = (InetSocketAddress) foreign.receive(datagram);
      Probe probe = Probe.read(datagram.flip());
      assertThat(probe.segments()).containsExactly(ASKED);
      for (Bytes answer : answers(probe.messageId())) {
        foreign.send(answer.asByteBuffer(), source);
      }
      FoundPeer first = found.poll(30, TimeUnit.SECONDS);
      assertThat(first.endpoint()).isEqualTo(PeerEndpoint.parse("127.0.0.1:9"));
      assertThat(first.service()).isEqualTo("urn:uuid:me");
      assertThat(found).isEmpty();
      all.cancel(false);
    }
  }
}
