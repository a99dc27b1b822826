package org.peerdist.client.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import org.peerdist.client.PeerAnswer.Failure;
import org.peerdist.content.Segment;
import org.peerdist.content.VerifiedBlock;

/** A block window for many threads: those that fetch, and the one that writes. */
final class SharedWindow {
  /** How often a thread without work looks whether time has made some. */
  private static final long TICK = 25_000_000;

  private final BlockWindow window;
  private final Retries retries;
  private final LongSupplier clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition ready = lock.newCondition();
  private final Condition filled = lock.newCondition();
  private boolean closed;

  /** Whether whoever waits for blocks is to look what is wanted now. */
  private boolean hurried;

  private IOException failure;

  /**
   * Creates it.
   *
   * @param retries say when an origin that was lost is tried again
   */
  SharedWindow(BlockWindow window, Retries retries, LongSupplier clock) {
    this.window = window;
    this.retries = retries;
    this.clock = clock;
  }

  /**
   * Waits for something to do.
   *
   * @return nothing once there will be nothing any more
   */
  Optional<Job> nextJob() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && failure == null) {
        Optional<Job> job = window.nextJob(clock.getAsLong());
        announce();
        if (job.isPresent()) {
          return job;
        }
        long unused = work.awaitNanos(TICK);
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** A lane is going to be asked for a block only after some time. */
  Job.Ask delayed(Job.Ask ask, long nanos) {
    lock.lock();
    try {
      return window.delayed(ask, clock.getAsLong() + nanos);
    } finally {
      lock.unlock();
    }
  }

  /**
   * A lane gave a block.
   *
   * @return whether the download still goes on
   */
  boolean found(Job.Ask ask, VerifiedBlock block, int next) {
    lock.lock();
    try {
      if (window.found(ask, block, next, clock.getAsLong())) {
        work.signal();
      }
      announce();
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  boolean missing(Job.Ask ask, int next) {
    lock.lock();
    try {
      boolean first = window.missing(ask, next, clock.getAsLong());
      work.signal();
      return first;
    } finally {
      lock.unlock();
    }
  }

  List<Segment> toList(Job.Ask ask) {
    lock.lock();
    try {
      return window.toList(ask);
    } finally {
      lock.unlock();
    }
  }

  void listed(Job.Ask ask, BitSet held) {
    lock.lock();
    try {
      window.listed(ask, held);
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void held(Job.Ask ask, BitSet blocks) {
    lock.lock();
    try {
      window.held(ask, blocks);
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void failed(Job.Ask ask, Failure kind) {
    lock.lock();
    try {
      window.failed(ask, kind, clock.getAsLong());
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** There is somebody to ask, before anybody does. */
  void add(List<Lane> lanes) {
    lock.lock();
    try {
      lanes.forEach(window::add);
    } finally {
      lock.unlock();
    }
  }

  void probed(List<Lane> found) {
    lock.lock();
    try {
      window.probed(found, clock.getAsLong());
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the first block of a run from an offset on is in the window.
   *
   * @return nothing once the run has ended
   */
  Optional<Slot> runSlot(OriginRun run, long offset) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && offset < run.end()) {
        Optional<Slot> slot = window.slotFrom(offset);
        if (slot.isPresent()) {
          return slot.filter(found -> run.contains(found.range.start()));
        }
        if (window.isFinished()) {
          break;
        }
        filled.await();
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The origin gave a block.
   *
   * @return whether the download still goes on
   */
  boolean foundAtOrigin(Slot slot, VerifiedBlock block) {
    lock.lock();
    try {
      slot.done(block, null);
      retries.gaveSomething();
      announce();
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A connection to the origin was lost. The writer is woken, to tell of it.
   *
   * @return how long the origin is left alone, in nanoseconds
   * @throws IOException if that is for good
   */
  long broke(IOException reason) throws IOException {
    lock.lock();
    try {
      long pause = retries.failed(reason);
      window.restOrigin(clock.getAsLong() + pause);
      hurried = true;
      ready.signal();
      return pause;
    } finally {
      lock.unlock();
    }
  }

  /** How long the origin may take before anything comes. */
  Duration patienceOfTry() {
    return retries.patienceOfTry();
  }

  void ended(OriginRun run) {
    lock.lock();
    try {
      window.ended(run);
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long end(OriginRun run) {
    lock.lock();
    try {
      return run.end();
    } finally {
      lock.unlock();
    }
  }

  /** The origin answered a run, with a range or with all of the content. */
  void answered(OriginRun run, boolean withRange) {
    lock.lock();
    try {
      if (withRange) {
        window.expectRanges();
        work.signalAll();
      } else {
        window.expectNoRanges(run);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets blocks in up to an offset. */
  void open(long frontier) {
    lock.lock();
    try {
      if (window.open(frontier)) {
        work.signalAll();
        filled.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean usesOrigin() {
    lock.lock();
    try {
      return window.usesOrigin();
    } finally {
      lock.unlock();
    }
  }

  /** Gives blocks back: see {@link BlockWindow#retreat}. */
  int retreat(IntUnaryOperator rounding) {
    lock.lock();
    try {
      int first = window.retreat(rounding);
      filled.signalAll();
      return first;
    } finally {
      lock.unlock();
    }
  }

  private void announce() {
    if (window.isReady()) {
      ready.signal();
    }
  }

  /**
   * Waits for the next blocks, or for the loss of the origin.
   *
   * @param into where to put them; nothing is put there if the origin was lost
   * @param most how many at most
   * @return false if there are no more blocks
   * @throws IOException if the download can't go on
   */
  boolean takeReady(List<Slot> into, int most) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (failure == null && !hurried && !window.isReady() && !window.isFinished()) {
        ready.await();
      }
      boolean told = hurried;
      hurried = false;
      return takeIfReady(into, most) || told;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for blocks, but not for long.
   *
   * @param into where to put them
   * @param most how many at most
   * @return whether there are some
   * @throws IOException if nothing can go on
   */
  boolean awaitReady(List<Slot> into, int most, long nanos)
      throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (failure == null && !closed && !hurried && !window.isReady() && left > 0) {
        left = ready.awaitNanos(left);
      }
      hurried = false;
      return !closed && takeIfReady(into, most);
    } finally {
      lock.unlock();
    }
  }

  private boolean takeIfReady(List<Slot> into, int most) throws IOException {
    if (failure != null) {
      throw failure;
    }
    boolean any = window.isReady();
    if (window.takeReady(into, most)) {
      work.signalAll();
      filled.signalAll();
    }
    return any;
  }

  /**
   * Wants something of the plan.
   *
   * @param change tells the plan
   */
  void demand(Runnable change) {
    lock.lock();
    try {
      change.run();
      hurried = true;
      ready.signal();
      if (window.open(Long.MAX_VALUE)) {
        work.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Makes the writer fail. */
  void fail(IOException reason) {
    lock.lock();
    try {
      failure = failure == null ? reason : failure;
      ready.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets all threads go home. */
  void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
      filled.signalAll();
      ready.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
