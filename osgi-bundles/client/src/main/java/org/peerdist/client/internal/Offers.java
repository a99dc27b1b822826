package org.peerdist.client.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.peerdist.content.ContentRange;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.content.VerifiedBlock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the hosted caches what the origin had to give, so that it is asked no more by the branch
 * ([MS-PCHC] 3.2). A thread of its own does it: no download waits for a hosted cache. Safe for use
 * by many threads.
 */
final class Offers implements AutoCloseable {
  /** Offers nothing to anybody. */
  static final Offers NONE = new Offers((range, segments) -> true);

  /** POLICY: so many segments wait at most; more than a hosted cache would come to fetch. */
  private static final int MOST_WAITING = 4096;

  /** SPEC [MS-PCHC] 2.2.1.4: a batch has at most 128 segments. */
  private static final int BATCH = 128;

  /** POLICY: so long a batch waits to become full. */
  private static final long GATHER_MILLIS = 200;

  /** POLICY: hosted caches that don't answer are left alone for so long. */
  private static final long REST_SECONDS = 60;

  private static final Logger LOG = LoggerFactory.getLogger(Offers.class);

  /** Sends offers to hosted caches. */
  interface Sender {
    /**
     * Offers segments.
     *
     * @param range what the content information of the segments is about
     * @param segments at most {@link #BATCH}
     * @return whether a hosted cache took note of them
     */
    boolean offer(ContentRange range, List<Segment> segments) throws InterruptedException;
  }

  private record Waiting(ContentRange range, Segment segment) {}

  private final Sender sender;
  private final OriginShare share = new OriginShare();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Waiting> queue = new ArrayDeque<>();
  private final Set<SegmentId> queued = new HashSet<>();
  private Thread thread;
  private volatile boolean open;
  private boolean sending;
  private long offered;

  /**
   * Creates it. Nothing is offered before {@link #start}.
   *
   * @param sender sends the offers
   */
  Offers(Sender sender) {
    this.sender = sender;
  }

  /** Offers from now on what comes. */
  void start() {
    lock.lock();
    try {
      open = true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Who is to be told of the blocks of one content.
   *
   * @param range what its content information is about
   * @return takes blocks that the origin gave and that are in the own cache
   */
  Consumer<VerifiedBlock> of(ContentRange range) {
    return block -> {
      if (open && share.add(block)) {
        offer(range, block.segment());
      }
    };
  }

  /** Offers a segment, however it came here. */
  void offer(ContentRange range, Segment segment) {
    lock.lock();
    try {
      if (!open || !queued.add(segment.id())) {
        return;
      }
      if (queue.size() >= MOST_WAITING) {
        queued.remove(queue.remove().segment.id());
      }
      queue.add(new Waiting(range, segment));
      changed.signalAll();
      if (thread == null) {
        thread = new Thread(this::work, "peerdist-offers");
        thread.setDaemon(true);
        thread.start();
      }
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    try {
      for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
        send(batch);
      }
    } catch (InterruptedException e) {
      LOG.debug("offers: told to stop");
    }
  }

  /** Waits for a batch of one content; empty once this is closed. */
  private List<Waiting> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (open && queue.isEmpty()) {
        changed.await();
      }
      long left = TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);
      while (open && queue.size() < BATCH && left > 0) {
        left = changed.awaitNanos(left);
      }
      List<Waiting> batch = new ArrayList<>();
      while (open
          && batch.size() < BATCH
          && !queue.isEmpty()
          && (batch.isEmpty() || queue.element().range.equals(batch.get(0).range))) {
        Waiting waiting = queue.remove();
        queued.remove(waiting.segment.id());
        batch.add(waiting);
      }
      sending = !batch.isEmpty();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void send(List<Waiting> batch) throws InterruptedException {
    boolean taken = false;
    try {
      List<Segment> segments = batch.stream().map(Waiting::segment).toList();
      taken = sender.offer(batch.get(0).range, segments);
    } finally {
      lock.lock();
      try {
        sending = false;
        offered += taken ? batch.size() : 0;
        if (!taken) {
          queue.clear();
          queued.clear();
        }
        changed.signalAll();
        long rest = TimeUnit.SECONDS.toNanos(taken ? 0 : REST_SECONDS);
        while (open && rest > 0) {
          rest = changed.awaitNanos(rest);
          queue.clear();
          queued.clear();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Waits until nothing waits to be offered.
   *
   * @param millis how long at most
   * @return how many segments hosted caches took note of so far
   */
  long awaitSent(long millis) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (open && (sending || !queue.isEmpty()) && left > 0) {
        left = changed.awaitNanos(left);
      }
      return offered;
    } finally {
      lock.unlock();
    }
  }

  /** Offers no more. */
  @Override
  public void close() {
    lock.lock();
    try {
      open = false;
      changed.signalAll();
      if (thread != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }
}
