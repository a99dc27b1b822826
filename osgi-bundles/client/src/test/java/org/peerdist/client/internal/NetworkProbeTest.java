package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.peerdist.content.ContentVersion;
import org.peerdist.discovery.DiscoveryOptions;
import org.peerdist.discovery.FoundPeer;
import org.peerdist.discovery.Holding;
import org.peerdist.discovery.Responder;

/** Probes on a real network, the loopback. */
@Timeout(60)
class NetworkProbeTest {
  private final TestContent content = TestContent.of(ContentVersion.V2, 300_000, 1);

  @Test
  void ask_responderOfTheSameProcess_isNotFound() throws Exception {
    String link = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
    assumeTrue(canMulticast(link), "this system has no multicast on its loopback interface");
    DiscoveryOptions options =
        DiscoveryOptions.defaults()
            .withInterfaces(List.of(link))
            .withPort(freePort())
            .withRequestTimer(Duration.ofSeconds(10));
    CountDownLatch heard = new CountDownLatch(1);
    Set<Boolean> own = ConcurrentHashMap.newKeySet();
    try (NetworkProbe probe = new NetworkProbe(options);
        Responder same =
            Responder.start(
                options,
                id -> all(),
                retrieval(1),
                id -> {
                  own.add(probe.hasSent(id));
                  heard.countDown();
                  return probe.hasSent(id);
                });
        Responder other =
            Responder.start(options, id -> allAfter(heard), retrieval(2), id -> false)) {
      assertThat(List.of(same, other)).doesNotContainNull();
      List<FoundPeer> peers = probe.ask(content.information().segments());
      assertThat(peers).extracting(peer -> peer.endpoint().port()).containsExactly(2);
      assertThat(own).containsExactly(true);
      assertThat(probe.hasSent("urn:uuid:of-another-process")).isFalse();
    }
  }

  /** The prober knows when it has asked; on a busy machine, that is late. */
  @Test
  void await_roundThatTakesItsTime_isWaitedFor() throws Exception {
    CompletableFuture<List<FoundPeer>> round = new CompletableFuture<>();
    CompletableFuture<Boolean> waited = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                NetworkProbe.await(round, new CompletableFuture<>());
                waited.complete(!round.isCancelled());
              } catch (InterruptedException e) {
                waited.completeExceptionally(e);
              }
            });
    waiting.start();
    while (waiting.getState() != Thread.State.WAITING && waiting.isAlive()) {
      Thread.onSpinWait();
    }
    round.complete(List.of());
    assertThat(waited.get()).isTrue();
  }

  private static Optional<Holding> all() {
    return Optional.of(Holding.of(1, 1));
  }

  private static Optional<Holding> allAfter(CountDownLatch event) {
    try {
      event.await();
      return all();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static InetSocketAddress retrieval(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean canMulticast(String link) throws IOException {
    NetworkInterface device = NetworkInterface.getByName(link);
    InetAddress group = InetAddress.getByName("239.255.255.250");
    try (DatagramChannel receiver = DatagramChannel.open(StandardProtocolFamily.INET);
        DatagramChannel sender = DatagramChannel.open(StandardProtocolFamily.INET)) {
      receiver.bind(new InetSocketAddress("0.0.0.0", 0));
      receiver.join(group, device);
      sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, device);
      int port = ((InetSocketAddress) receiver.getLocalAddress()).getPort();
      sender.send(ByteBuffer.wrap(new byte[1]), new InetSocketAddress(group, port));
      receiver.socket().setSoTimeout(10_000);
      receiver.socket().receive(new DatagramPacket(new byte[1], 1));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
