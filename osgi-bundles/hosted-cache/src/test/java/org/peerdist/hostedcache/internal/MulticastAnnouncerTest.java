package org.peerdist.hostedcache.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.peerdist.hostedcache.HostedCacheAnnouncement;
import org.peerdist.hostedcache.HostedCacheAnnouncer;
import org.peerdist.hostedcache.HostedCacheSite;

@Timeout(120)
class MulticastAnnouncerTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final HostedCacheAnnouncement ANNOUNCEMENT =
      new HostedCacheAnnouncement("the branch's", 8080, OptionalInt.of(8443));

  private static InetSocketAddress group;

  /** The responder takes its port from this property when its class is loaded: no other does. */
  @BeforeAll
  static void choosePort() throws IOException {
    try (DatagramSocket free = new DatagramSocket(0)) {
      System.setProperty("net.mdns.port", Integer.toString(free.getLocalPort()));
      group = new InetSocketAddress("224.0.0.251", free.getLocalPort());
    }
  }

  private static List<HostedCacheSite> search() throws IOException, InterruptedException {
    return new MulticastSearch(() -> List.of(LOOPBACK), group, group).find(Duration.ofMillis(500));
  }

  @Test
  void start_onLoopback_isFoundThere_untilItIsClosed() throws Exception {
    assumeTrue(LoopbackMulticast.works(), "multicast does not come back on the loopback interface");
    try (HostedCacheAnnouncer announcer = HostedCacheAnnouncer.start(ANNOUNCEMENT, LOOPBACK)) {
      List<HostedCacheSite> found = search();
      while (found.isEmpty()) {
        found = search();
      }
      assertThat(found)
          .extracting(site -> site.offers().toString())
          .containsExactly("http://127.0.0.1:8080");
      assertThat(announcer.announced()).containsExactly(LOOPBACK);
    }
    assertThat(search()).isEmpty();
  }

  @Test
  void addresses_ofOneAddress_areNoOthers() throws Exception {
    assertThat(MulticastAnnouncer.addresses(LOOPBACK)).containsExactly(LOOPBACK);
  }

  @Test
  void addresses_ofTheWildcard_areNotLoopback() throws Exception {
    InetAddress all = InetAddress.getByName("0.0.0.0");
    assertThat(MulticastAnnouncer.addresses(all)).noneMatch(InetAddress::isLoopbackAddress);
  }
}
