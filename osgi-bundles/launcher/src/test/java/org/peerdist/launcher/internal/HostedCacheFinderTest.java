package org.peerdist.launcher.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.hostedcache.HostedCacheSearch;
import org.peerdist.hostedcache.HostedCacheSite;

@Timeout(60)
class HostedCacheFinderTest {
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final List<HostedCacheSite> SITES =
      List.of(HostedCacheSite.at(new InetSocketAddress("192.0.2.7", 80)));
  private static final HostedCacheSearch NEVER =
      most -> {
        throw new AssertionError("nobody should look");
      };

  @TempDir private Path folder;
  private Path memory;

  @BeforeEach
  void name() {
    memory = folder.resolve("hosted-caches");
  }

  private HostedCacheFinder start(HostedCacheSearch search, Duration most) {
    return HostedCacheFinder.start(search, "network", memory, most);
  }

  @Test
  void locate_whatTheSearchFinds_isThere_andRemembered() throws Exception {
    assertThat(start(most -> SITES, LONG).locate()).isEqualTo(SITES);
    assertThat(start(NEVER, LONG).locate()).isEqualTo(SITES);
  }

  @Test
  void locate_slowSearch_isNotWaitedFor_butRemembered() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    HostedCacheSearch slow =
        most -> {
          end.await();
          return SITES;
        };
    assertThat(start(slow, Duration.ofMillis(10)).locate()).isEmpty();
    end.countDown();
    awaitMemory();
    assertThat(start(NEVER, LONG).locate()).isEqualTo(SITES);
  }

  @Test
  void locate_failedSearch_findsNothing_andIsTriedAgain() throws Exception {
    HostedCacheSearch failing =
        most -> {
          throw new IOException("no name server");
        };
    assertThat(start(failing, LONG).locate()).isEmpty();
    assertThat(start(most -> SITES, LONG).locate()).isEqualTo(SITES);
  }

  @Test
  void locate_remembersTheSearch() throws Exception {
    assertThat(start(most -> SITES, LONG).locate()).isEqualTo(SITES);
    assertThat(
            HostedCacheFinder.start(most -> List.of(), "domain branch.example", memory, LONG)
                .locate())
        .isEmpty();
  }

  private void awaitMemory() {
    while (!Files.exists(memory)) {
      Thread.onSpinWait();
    }
  }
}
