package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;
import org.peerdist.content.VerifiedBlock;

@Timeout(60)
class GuardedStoreTest {
  private static final TestContent CONTENT = TestContent.of(ContentVersion.V2, 100_000, 3);

  private final MemoryStore cache = new MemoryStore();
  private final GuardedStore store = new GuardedStore(cache);
  private final Segment segment = CONTENT.information().segments().get(0);
  private final VerifiedBlock block =
      segment.verify(0, ByteBuffer.wrap(CONTENT.bytes(), 0, segment.length())).orElseThrow();

  /** Whoever offers what came to a hosted cache, after the download, must have heard of all. */
  @Test
  void close_waitsForThoseWhoAreToldOfABlock() throws Exception {
    List<String> happened = Collections.synchronizedList(new ArrayList<>());
    Thread end =
        new Thread(
            () -> {
              store.close();
              happened.add("ended");
            });
    boolean wanted =
        store.keep(
            block,
            () -> happened.add("announced"),
            kept -> {
              end.start();
              awaitRest(end);
              happened.add("told");
            });
    end.join();
    assertThat(wanted).isTrue();
    assertThat(happened).containsExactly("announced", "told", "ended");
    assertThat(cache.held(segment).get(0)).isTrue();
  }

  /** Waits until a thread waits for something, or has nothing to wait for any more. */
  private static void awaitRest(Thread thread) {
    while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void keep_blockThatNobodyWants_isNeitherKeptNorTold() {
    List<VerifiedBlock> told = new ArrayList<>();
    assertThat(store.keep(block, () -> false, told::add)).isFalse();
    store.close();
    assertThat(store.keep(block, () -> true, told::add)).isFalse();
    assertThat(told).isEmpty();
    assertThat(cache.held(segment).isEmpty()).isTrue();
  }
}
