package org.peerdist.jetty.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListenerQueueTest {
  private final Logger logger = Logger.getLogger(ListenerQueue.class.getName());
  private final BlockingQueue<String> logged = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> taken = new LinkedBlockingQueue<>();
  private final Handler catcher =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          logged.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void watchLog() {
    logger.addHandler(catcher);
  }

  @AfterEach
  void leaveLog() {
    logger.removeHandler(catcher);
  }

  private Integer take() throws InterruptedException {
    return taken.poll(30, TimeUnit.SECONDS);
  }

  @Test
  void add_toOneWhoThrows_goesOnAndIsLoggedOnce() throws Exception {
    try (ListenerQueue<Integer> queue =
        new ListenerQueue<>(
            "thrower",
            event -> {
              taken.add(event);
              throw new IllegalStateException("no " + event);
            })) {
      queue.add(1);
      queue.add(2);
      queue.add(3);
      assertThat(List.of(take(), take(), take())).containsExactly(1, 2, 3);
      assertThat(logged)
          .containsExactly(
              "thrower fails with an event, and goes on with the next:"
                  + " java.lang.IllegalStateException: no 1");
    }
  }

  @Test
  void add_toOneWhoSleeps_neverWaits_andLosesWhatIsTooMuch() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    try (ListenerQueue<Integer> queue =
        new ListenerQueue<>(
            "sleeper",
            event -> {
              begun.countDown();
              awaitQuietly(awake);
              taken.add(event);
            })) {
      queue.add(0);
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      for (int i = 1; i <= ListenerQueue.MOST + 10; i++) {
        queue.add(i);
      }
      assertThat(logged).containsExactly("sleeper is too slow for the events: it misses some");
      awake.countDown();
      for (int i = 0; i <= ListenerQueue.MOST; i++) {
        assertThat(take()).isEqualTo(i);
      }
      queue.add(-1);
      assertThat(take()).isEqualTo(-1);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
