package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.peerdist.client.HostedCacheLocator;
import org.peerdist.hostedcache.HostedCacheSite;

class HostedCachesTest {
  private static final HostedCacheSite NAMED = site("192.0.2.1");
  private static final HostedCacheSite FOUND = site("192.0.2.2");

  private static HostedCacheSite site(String address) {
    return HostedCacheSite.at(new InetSocketAddress(address, 80));
  }

  @Test
  void await_namedOnes_comeBeforeThoseThatAreFound() throws Exception {
    HostedCaches caches = new HostedCaches(List.of(NAMED), () -> List.of(FOUND, NAMED));
    assertThat(caches.arePossible()).isTrue();
    assertThat(caches.await()).containsExactly(NAMED, FOUND);
  }

  @Test
  void await_looksOnce() throws Exception {
    int[] searches = new int[1];
    HostedCaches caches =
        new HostedCaches(
            List.of(),
            () -> {
              searches[0]++;
              return List.of();
            });
    assertThat(caches.arePossible()).isTrue();
    assertThat(caches.await()).isEmpty();
    assertThat(caches.await()).isEmpty();
    assertThat(searches[0]).isEqualTo(1);
  }

  @Test
  void arePossible_withoutNamesAndSearch_isFalse() throws Exception {
    HostedCaches caches = new HostedCaches(List.of(), HostedCacheLocator.NONE);
    assertThat(caches.arePossible()).isFalse();
    assertThat(caches.await()).isEmpty();
  }
}
