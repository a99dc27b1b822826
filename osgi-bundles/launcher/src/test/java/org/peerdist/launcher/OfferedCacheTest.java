package org.peerdist.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.hostedcache.HostedCacheSite;
import org.peerdist.launcher.internal.Loopback;
import org.peerdist.retrieval.UploadLimits;

class OfferedCacheTest {
  private static final HostedCacheSite HERE = HostedCacheSite.at(Loopback.address(9));

  private static OfferedCache shared(String listening) {
    return new OfferedCache(
        Optional.empty(),
        UploadLimits.PEER,
        Optional.empty(),
        Optional.of(new InetSocketAddress(listening, 1337)));
  }

  @Test
  void reachableFrom_runningPeerOnAllAddresses_isItsPort() {
    try (OfferedCache offered = shared("0.0.0.0")) {
      assertThat(offered.isPossible()).isTrue();
      assertThat(offered.reachableFrom(HERE)).hasValue(1337);
    }
  }

  @Test
  void reachableFrom_runningPeerOnOneAddress_isItsPort_ifThatIsOnTheWay() {
    try (OfferedCache right = shared("127.0.0.1");
        OfferedCache wrong = shared("192.0.2.7")) {
      assertThat(right.reachableFrom(HERE)).hasValue(1337);
      assertThat(wrong.reachableFrom(HERE)).isEmpty();
    }
  }

  @Test
  void reachableFrom_ownCache_isOnePortFromTheFirstOfferOn(@TempDir Path folder) throws Exception {
    try (ContentCache cache = ContentCache.open(folder, CacheOptions.defaults());
        OfferedCache offered =
            new OfferedCache(
                Optional.of(cache), UploadLimits.PEER, Optional.empty(), Optional.empty())) {
      assertThat(offered.isPossible()).isTrue();
      int port = offered.reachableFrom(HERE).orElseThrow();
      assertThat(port).isPositive();
      assertThat(offered.reachableFrom(HERE)).hasValue(port);
    }
  }

  @Test
  void reachableFrom_withoutCache_isNothing() {
    try (OfferedCache offered =
        new OfferedCache(Optional.empty(), UploadLimits.PEER, Optional.empty(), Optional.empty())) {
      assertThat(offered.isPossible()).isFalse();
      assertThat(offered.reachableFrom(HERE)).isEmpty();
    }
  }
}
