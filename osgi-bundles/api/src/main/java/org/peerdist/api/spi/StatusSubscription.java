package org.peerdist.api.spi;

import java.util.concurrent.Flow;
import org.peerdist.api.PeerDistStatus;
import org.peerdist.api.PeerDistStatus.Availability;

/** One who wants to know of changes. Signals come one at a time, and without a lock held. */
final class StatusSubscription implements Flow.Subscription {
  private final StatusSource source;
  private final Flow.Subscriber<? super PeerDistStatus> subscriber;
  private Availability told = Availability.DISABLED;
  private long demand;
  private boolean draining;
  private boolean wrong;
  private boolean ending;
  private boolean ended;

  StatusSubscription(StatusSource source, Flow.Subscriber<? super PeerDistStatus> subscriber) {
    this.source = source;
    this.subscriber = subscriber;
  }

  @Override
  public void request(long count) {
    synchronized (this) {
      wrong |= count <= 0;
      demand = demand + count < 0 ? Long.MAX_VALUE : demand + Math.max(0, count);
    }
    drain();
  }

  @Override
  public synchronized void cancel() {
    ended = true;
    source.forget(this);
  }

  synchronized boolean isEnded() {
    return ended;
  }

  /** No more changes will come. */
  void complete() {
    synchronized (this) {
      ending = true;
    }
    drain();
  }

  /** Tells what there is to tell, unless another thread, or this one further up, is about to. */
  void drain() {
    synchronized (this) {
      if (draining) {
        return;
      }
      draining = true;
    }
    Runnable signal = next();
    while (signal != null) {
      signal.run();
      signal = next();
    }
  }

  /** The next signal; null, and no longer draining, if there is none. */
  private synchronized Runnable next() {
    PeerDistStatus now = source.status();
    if (!ended && (wrong || ending)) {
      cancel();
      return wrong
          ? () -> subscriber.onError(new IllegalArgumentException("a request for nothing"))
          : subscriber::onComplete;
    }
    if (!ended && demand > 0 && now.availability() != told) {
      demand -= demand == Long.MAX_VALUE ? 0 : 1;
      told = now.availability();
      return () -> subscriber.onNext(now);
    }
    draining = false;
    return null;
  }
}
