package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.PeerAnswer;
import org.peerdist.client.PeerAnswer.Failure;
import org.peerdist.content.ContentVersion;

/** Whatever peers and connections do, the output has the right bytes. */
@Timeout(60)
class RandomFaultsTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void fetch_randomFaults_writesTheRightBytes(long seed) throws Exception {
    Random random = new Random(seed);
    ContentVersion version = random.nextBoolean() ? ContentVersion.V1 : ContentVersion.V2;
    DownloadFixture network = new DownloadFixture(version);
    MemoryStore memory = new MemoryStore();
    network.store = memory;
    network.options =
        network.options.withLimits(
            1 + random.nextInt(20), 1 + random.nextInt(8), 1L << (20 + random.nextInt(3)));
    int peers = random.nextInt(12);
    for (int i = 0; i < peers; i++) {
      network.peers.add(peer("peer" + i, network.content, random));
    }
    if (random.nextBoolean()) {
      network.hostedCaches.add(peer("hosted", network.content, random));
    }
    network.origin.ranges = random.nextInt(4) > 0;
    network.origin.breakAfter = random.nextBoolean() ? Long.MAX_VALUE : 900_000;
    if (!network.origin.ranges) {
      network.origin.breakAfter = Long.MAX_VALUE;
    }

    DownloadReport first = network.fetch();
    assertThat(memory.bytes()).isEqualTo(first.bytes());
    assertThat(network.fetch().fromCache()).isEqualTo(first.bytes());
  }

  private static ScriptedPeer peer(String name, TestContent content, Random random) {
    int kept = random.nextInt(101);
    int faulty = random.nextInt(3) == 0 ? random.nextInt(40) : 0;
    long seed = random.nextLong();
    Failure[] failures = Failure.values();
    return new ScriptedPeer(
        name,
        content.bytes(),
        (segment, index) -> new Random(seed + segment.range().start() + index).nextInt(100) < kept,
        request -> {
          Random dice = new Random(seed + 31L * request);
          return dice.nextInt(100) < faulty
              ? ScriptedPeer.fail(failures[dice.nextInt(failures.length)])
              : Optional.<PeerAnswer>empty();
        });
  }
}
