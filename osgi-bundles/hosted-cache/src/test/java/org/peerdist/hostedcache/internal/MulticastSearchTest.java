package org.peerdist.hostedcache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.peerdist.hostedcache.HostedCacheSearch;

@Timeout(60)
class MulticastSearchTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final Duration LONG = Duration.ofSeconds(40);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final DnsAnswers ANNOUNCED =
      DnsAnswers.of("a", 8080, LOOPBACK.getHostAddress(), "txtvers=1", "pchc=2.0");

  /** A search that sends to one server instead of a group. */
  private static HostedCacheSearch search(InetSocketAddress server) {
    return new MulticastSearch(() -> List.of(LOOPBACK), server, server);
  }

  @Test
  void find_hostedCacheThatAnswers_givesIt() throws Exception {
    try (DnsServer server = DnsServer.start(ANNOUNCED::to)) {
      assertThat(search(server.address()).find(LONG))
          .extracting(site -> site.offers().toString())
          .containsExactly("http://127.0.0.1:8080");
    }
  }

  @Test
  void find_lostQuestion_isAskedAgain() throws Exception {
    int[] questions = new int[1];
    try (DnsServer server =
        DnsServer.start(question -> ++questions[0] == 1 ? null : ANNOUNCED.to(question))) {
      assertThat(search(server.address()).find(Duration.ofSeconds(10))).hasSize(1);
      assertThat(server.questions()).isEqualTo(2);
    }
  }

  @Test
  void find_nobodyAnswers_isEmptyAfterTheTime() throws Exception {
    try (DnsServer server = DnsServer.start(question -> null)) {
      assertThat(search(server.address()).find(SHORT)).isEmpty();
    }
  }

  @Test
  void find_noNetwork_isEmptyAtOnce() throws Exception {
    InetSocketAddress nobody = new InetSocketAddress(LOOPBACK, 9);
    assertThat(new MulticastSearch(List::of, nobody, nobody).find(LONG)).isEmpty();
  }

  @Test
  void find_garbage_isLeftAlone() throws Exception {
    byte[] garbage = {1, 2, 3};
    try (DnsServer server = DnsServer.start(question -> garbage)) {
      assertThat(search(server.address()).find(SHORT)).isEmpty();
    }
  }

  /** RFC 6762 6: the source port of answers is that of multicast DNS. */
  @Test
  void find_answerFromAnotherPort_isLeftAlone() throws Exception {
    DnsAnswers stranger = DnsAnswers.of("b", 666, LOOPBACK.getHostAddress(), "pchc=2.0");
    try (DatagramSocket other = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
        DnsServer server = DnsServer.startAfter(other, stranger::to, ANNOUNCED::to)) {
      assertThat(search(server.address()).find(LONG))
          .extracting(site -> site.offers().toString())
          .containsExactly("http://127.0.0.1:8080");
    }
  }
}
