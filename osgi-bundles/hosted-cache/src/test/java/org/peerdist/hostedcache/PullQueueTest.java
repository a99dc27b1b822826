package org.peerdist.hostedcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.peerdist.cache.OpaqueSegment;
import org.peerdist.content.SegmentId;
import org.peerdist.hostedcache.PullQueue.Admission;
import org.peerdist.wire.Bytes;

/** Limits of what offers can cause, in virtual time. */
class PullQueueTest {
  private static final HostedCacheOptions OPTIONS =
      new HostedCacheOptions(6, 2, 50, 20, Set.of(80), 3, Duration.ofSeconds(2), 1);

  private final PullQueue queue = new PullQueue(OPTIONS);
  private long now = Long.MAX_VALUE - 5_000_000_000L;

  private static Pull pull(int client, int port, int segment) {
    Bytes name = Bytes.copyOf(ByteBuffer.allocate(32).putInt(0, segment));
    InetSocketAddress peer = new InetSocketAddress(TestNetwork.address(client), port);
    return new Pull.OfOpaque(
        peer, new OpaqueSegment(new SegmentId(name), 100, 100, Wire.TAG), false);
  }

  private Admission add(int client, int port, int segment) {
    return queue.add(pull(client, port, segment), now);
  }

  private Pull next() {
    return queue.next(now).orElseThrow();
  }

  private Duration finish(Pull pull, PullOutcome outcome) {
    return queue.finished(pull, outcome, now);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void add_privilegedPort_isRefused() {
    for (int port : new int[] {0, 1, 22, 79, 81, 443, 1023}) {
      assertThat(add(1, port, port)).isEqualTo(Admission.PORT_REFUSED);
    }
    assertThat(add(1, 80, 2000)).isEqualTo(Admission.ACCEPTED);
    assertThat(add(1, 1024, 2001)).isEqualTo(Admission.ACCEPTED);
    assertThat(add(1, 65_535, 2002)).isEqualTo(Admission.ACCEPTED);
    PullQueue other = new PullQueue(OPTIONS.withPrivilegedPorts(Set.of(443)));
    assertThat(other.add(pull(1, 80, 1), now)).isEqualTo(Admission.PORT_REFUSED);
    assertThat(other.add(pull(1, 443, 1), now)).isEqualTo(Admission.ACCEPTED);
  }

  @Test
  void next_keepsTheLimits_ofClientsAndAll() {
    for (int client = 1; client <= 5; client++) {
      for (int i = 0; i < 5; i++) {
        add(client, 1337, 100 * client + i);
      }
    }
    List<Pull> active = new ArrayList<>();
    for (Optional<Pull> next = queue.next(now); next.isPresent(); next = queue.next(now)) {
      active.add(next.get());
    }
    assertThat(active).hasSize(6);
    assertThat(active.stream().map(Pull::peer).distinct()).as("all have a turn").hasSize(5);
    assertThat(queue.active()).isEqualTo(6);
    assertThat(queue.waiting()).isEqualTo(19);
  }

  @Test
  void next_ofOneClient_keepsItsLimit_andItsOrder() {
    for (int i = 0; i < 4; i++) {
      add(1, 1337, i);
    }
    Pull first = next();
    assertThat(first.id()).isEqualTo(pull(1, 1337, 0).id());
    assertThat(next().id()).isEqualTo(pull(1, 1337, 1).id());
    assertThat(queue.next(now)).isEmpty();
    assertThat(finish(first, PullOutcome.COMPLETE)).isZero();
    assertThat(next().id()).isEqualTo(pull(1, 1337, 2).id());
  }

  @Test
  void add_beyondTheLimits_isFull() {
    for (int i = 0; i < 20; i++) {
      assertThat(add(1, 1337, i)).isEqualTo(Admission.ACCEPTED);
    }
    assertThat(add(1, 1337, 20)).isEqualTo(Admission.FULL);
    assertThat(add(1, 1338, 21)).isEqualTo(Admission.FULL);
    for (int i = 0; i < 30; i++) {
      assertThat(add(2 + i / 20, 1337, 100 + i)).isEqualTo(Admission.ACCEPTED);
    }
    assertThat(add(9, 1337, 300)).isEqualTo(Admission.FULL);
    assertThat(queue.waiting()).isEqualTo(50);
  }

  @Test
  void add_whatWaitsAlready_isFetchedOnce() {
    add(1, 1337, 5);
    assertThat(add(1, 1337, 5)).isEqualTo(Admission.KNOWN);
    assertThat(add(2, 1337, 5)).isEqualTo(Admission.KNOWN);
    Pull pull = next();
    assertThat(queue.next(now)).isEmpty();
    finish(pull, PullOutcome.COMPLETE);
    assertThat(queue.next(now)).isEmpty();
    assertThat(queue.waiting()).isZero();
    assertThat(add(2, 1337, 5)).as("offered again").isEqualTo(Admission.ACCEPTED);
  }

  @Test
  void finished_withoutAllBlocks_asksTheNextWhoOffered() {
    for (int client = 1; client <= 3; client++) {
      add(client, 1337, 5);
    }
    Pull first = next();
    finish(first, PullOutcome.INCOMPLETE);
    Pull second = next();
    assertThat(second.peer()).isEqualTo(pull(2, 1337, 5).peer());
    finish(second, PullOutcome.FAILED);
    Pull third = next();
    assertThat(third.peer()).isEqualTo(pull(3, 1337, 5).peer());
    finish(third, PullOutcome.NOT_STORED);
    assertThat(queue.next(now)).isEmpty();
    assertThat(queue.waiting() + queue.active()).isZero();
  }

  @Test
  void next_findsWhoIsLeft_whenOthersTurnOutToBeDead() {
    for (int client = 1; client <= 4; client++) {
      add(client, 1337, 5);
    }
    Pull first = next();
    for (int client = 2; client <= 3; client++) {
      add(client, 1337, 10 + client);
      finish(next(), PullOutcome.FAILED);
    }
    finish(first, PullOutcome.INCOMPLETE);
    assertThat(next().peer()).isEqualTo(pull(4, 1337, 5).peer());
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void add_manyWhoOfferTheSame_areLimited() {
    for (int client = 1; client <= 40; client++) {
      add(client, 1337, 5);
    }
    assertThat(queue.waiting()).isEqualTo(17);
  }

  @Test
  void finished_failedAtUnknownPort_dropsAndRefusesIt() {
    for (int i = 0; i < 10; i++) {
      add(1, 1337, i);
    }
    Pull pull = next();
    assertThat(finish(pull, PullOutcome.FAILED)).isZero();
    assertThat(queue.waiting()).isZero();
    assertThat(add(1, 1337, 1)).isEqualTo(Admission.PORT_REFUSED);
    pass(Duration.ofMillis(4_999));
    assertThat(add(1, 1337, 1)).isEqualTo(Admission.PORT_REFUSED);
    pass(Duration.ofMillis(1));
    assertThat(add(1, 1337, 1)).isEqualTo(Admission.ACCEPTED);
  }

  @Test
  void finished_failedAgainAndAgain_waitsLongerAndLonger() {
    Duration pause = Duration.ofSeconds(5);
    for (int i = 0; i < 8; i++) {
      assertThat(add(1, 1337, i)).isEqualTo(Admission.ACCEPTED);
      finish(next(), PullOutcome.FAILED);
      pass(pause.minusNanos(1));
      assertThat(add(1, 1337, i)).isEqualTo(Admission.PORT_REFUSED);
      pass(Duration.ofNanos(1));
      pause = pause.multipliedBy(2);
    }
  }

  @Test
  void finished_failedAfterAnswers_isTriedThreeTimes() {
    add(1, 1337, 0);
    finish(next(), PullOutcome.COMPLETE);
    add(1, 1337, 1);
    add(1, 1337, 2);
    assertThat(finish(next(), PullOutcome.FAILED)).isEqualTo(Duration.ofSeconds(5));
    assertThat(queue.next(now)).as("it pauses").isEmpty();
    assertThat(queue.waiting()).isEqualTo(2);
    assertThat(add(1, 1337, 3)).as("offers are taken meanwhile").isEqualTo(Admission.ACCEPTED);
    pass(Duration.ofSeconds(5));
    assertThat(finish(next(), PullOutcome.FAILED)).isEqualTo(Duration.ofSeconds(10));
    pass(Duration.ofSeconds(10));
    assertThat(finish(next(), PullOutcome.FAILED)).isZero();
    assertThat(queue.waiting()).isZero();
    assertThat(add(1, 1337, 4)).isEqualTo(Admission.PORT_REFUSED);
  }

  @Test
  void offers_ofManyPorts_tryAFewOnly() {
    int tried = 0;
    int segment = 0;
    for (int second = 0; second < 500; second++) {
      for (int port = 2000; port < 2010; port++) {
        add(1, port + 10 * second, segment++);
      }
      for (Optional<Pull> next = queue.next(now); next.isPresent(); next = queue.next(now)) {
        finish(next.get(), PullOutcome.FAILED);
        tried++;
      }
      pass(Duration.ofSeconds(1));
    }
    assertThat(tried).as("in 10 minutes, but for those under way at once").isLessThanOrEqualTo(5);
    assertThat(queue.waiting()).isZero();
    pass(Duration.ofMinutes(11));
    assertThat(add(1, 4444, segment)).as("the address has its chances again").isNotNull();
    assertThat(queue.next(now)).isPresent();
  }

  @Test
  void offers_ofManyPortsThatAnswer_areAllFetched() {
    for (int client = 0; client < 300; client++) {
      assertThat(add(1, 2000 + client, client)).isEqualTo(Admission.ACCEPTED);
      finish(next(), PullOutcome.COMPLETE);
    }
  }

  @Test
  void anyEvents_neverLoseCount() {
    Random random = new Random(11);
    List<Pull> active = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      if (random.nextInt(3) > 0) {
        add(1 + random.nextInt(20), 2000 + random.nextInt(4), random.nextInt(60));
      }
      queue.next(now).ifPresent(active::add);
      if (!active.isEmpty() && random.nextBoolean()) {
        PullOutcome[] outcomes = PullOutcome.values();
        Pull pull = active.remove(random.nextInt(active.size()));
        finish(pull, outcomes[random.nextInt(outcomes.length)]);
      }
      assertThat(queue.active()).isEqualTo(active.size()).isLessThanOrEqualTo(6);
      assertThat(queue.waiting()).isBetween(0, 50 + active.size() + 1);
      pass(Duration.ofMillis(random.nextInt(2000)));
    }
    pass(Duration.ofMinutes(11));
    do {
      for (Optional<Pull> next = queue.next(now); next.isPresent(); next = queue.next(now)) {
        active.add(next.get());
      }
      if (!active.isEmpty()) {
        finish(active.remove(0), PullOutcome.COMPLETE);
      }
    } while (!active.isEmpty());
    assertThat(queue.waiting()).as("nothing is left without anybody to wait for").isZero();
  }
}
