package org.peerdist.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.Waiting;

class OperationsTest {
  /** What an executor was given and has not done yet: each is one thread. */
  private final Queue<Runnable> threads = new ArrayDeque<>();

  private final List<String> done = new ArrayList<>();

  private final List<CompletableFuture<Boolean>> results = new ArrayList<>();

  private void start(Operations operations, String name) {
    results.add(operations.inOrder(() -> done.add(name)));
  }

  @Test
  void inOrder_isDoneByOneThreadAtATime() {
    Operations operations = new Operations(threads::add);
    start(operations, "a");
    start(operations, "b");
    assertThat(threads).hasSize(1);
    threads.remove().run();
    assertThat(done).containsExactly("a", "b");
    assertThat(results).allMatch(CompletableFuture::isDone);
    start(operations, "c");
    assertThat(threads).hasSize(1);
  }

  @Test
  void inOrder_severalAtOnce_areDoneByNoMoreThreadsThanThat() {
    Operations operations = new Operations(threads::add, 2);
    start(operations, "a");
    start(operations, "b");
    start(operations, "c");
    assertThat(threads).hasSize(2);
    threads.remove().run();
    assertThat(done).containsExactly("a", "b", "c");
    start(operations, "d");
    assertThat(threads).as("one is still busy, and one comes").hasSize(2);
  }

  @Test
  void failAll_failsWhatIsNotDone() {
    Operations operations = new Operations(threads::add, 2);
    start(operations, "a");
    operations.failAll(new PeerDistException(PeerDistError.OPERATION_ABORTED, "told to"));
    assertThatExceptionOfType(PeerDistException.class)
        .isThrownBy(() -> Waiting.get(results.get(0)))
        .withMessage("told to");
    threads.remove().run();
    assertThat(done).isEmpty();
  }
}
