package org.peerdist.client.internal;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.peerdist.client.internal.SwarmJob.Outcome;

/** A swarm for many threads, which lets the usual way go on as far as the swarm says. */
final class SharedSwarm {
  /** How often a thread without work looks whether time has made some. */
  private static final long TICK = 50_000_000;

  /** Where a swarm meets the usual way. */
  interface Gate extends Swarm.Usual {
    /** Whether there is any use in sharing still. */
    boolean isUseful();

    /** Lets the usual way go on to a segment. */
    void open(int frontier);

    /** A unit is in the own cache. */
    void arrived(int unit);
  }

  private final Swarm swarm;
  private final Gate gate;
  private final LongSupplier clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private int frontier;
  private boolean closed;

  SharedSwarm(Swarm swarm, Gate gate, LongSupplier clock) {
    this.swarm = swarm;
    this.gate = gate;
    this.clock = clock;
    this.frontier = swarm.frontier();
  }

  /**
   * Waits for something to do.
   *
   * @return nothing once there will be nothing any more
   */
  Optional<SwarmJob> nextJob() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && !swarm.isEnded()) {
        if (!gate.isUseful()) {
          swarm.end();
        }
        Optional<SwarmJob> job = swarm.next(clock.getAsLong());
        advance();
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

  private void advance() {
    if (frontier != swarm.frontier()) {
      frontier = swarm.frontier();
      gate.open(frontier);
    }
  }

  private void change(Runnable action) {
    lock.lock();
    try {
      action.run();
      advance();
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Somebody wants a unit.
   *
   * @return whether it comes this way
   */
  boolean want(int unit) {
    lock.lock();
    try {
      boolean shared = !closed && swarm.want(unit, clock.getAsLong());
      work.signalAll();
      return shared;
    } finally {
      lock.unlock();
    }
  }

  void heard(SwarmJob.Probe probe, String service, Share share, Set<Integer> segments) {
    change(() -> swarm.heard(probe, service, share, segments, clock.getAsLong()));
  }

  void probed(SwarmJob.Probe probe) {
    change(() -> swarm.probed(probe, clock.getAsLong()));
  }

  void ended(SwarmJob.FromPeer job, Outcome outcome) {
    change(() -> swarm.ended(job, outcome, clock.getAsLong()));
    ended(job.unit(), outcome);
  }

  void ended(SwarmJob.FromOrigin job, Outcome outcome) {
    change(() -> swarm.ended(job, outcome, clock.getAsLong()));
    ended(job.unit(), outcome);
  }

  private void ended(int unit, Outcome outcome) {
    if (outcome == Outcome.DONE) {
      gate.arrived(unit);
    }
  }

  void progressed() {
    lock.lock();
    try {
      swarm.progressed(clock.getAsLong());
    } finally {
      lock.unlock();
    }
  }

  /** The usual way does the rest, and all threads go home. */
  void end() {
    change(swarm::end);
  }

  /** Lets all threads go home. */
  void close() {
    change(() -> closed = true);
  }

  @Override
  public String toString() {
    lock.lock();
    try {
      return swarm.toString();
    } finally {
      lock.unlock();
    }
  }
}
