package org.peerdist.api.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.peerdist.api.PeerDistStatus;
import org.peerdist.api.PeerDistStatus.Availability;
import org.peerdist.api.VersionRange;

/**
 * Whether services can be used, for whoever runs them to say. One source may be that of several
 * services. Safe for use by many threads.
 */
public final class StatusSource implements Flow.Publisher<PeerDistStatus> {
  private final VersionRange versions;
  private final List<StatusSubscription> subscriptions = new ArrayList<>();
  private PeerDistStatus status;

  /**
   * Creates it.
   *
   * @param availability how the services are at first
   * @param versions what they can handle
   */
  public StatusSource(Availability availability, VersionRange versions) {
    this.versions = versions;
    this.status = new PeerDistStatus(availability, versions);
  }

  /**
   * The status now.
   *
   * @return the last one that was set
   */
  public synchronized PeerDistStatus status() {
    return status;
  }

  /**
   * Sets the status, and tells all who want to know before this returns. What was opened before is
   * of no use after a change to anything but {@link Availability#AVAILABLE}.
   *
   * @param availability how the services are from now on
   */
  public void change(Availability availability) {
    List<StatusSubscription> all;
    synchronized (this) {
      status = new PeerDistStatus(availability, versions);
      all = List.copyOf(subscriptions);
    }
    all.forEach(StatusSubscription::drain);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super PeerDistStatus> subscriber) {
    open(subscriber);
  }

  /** Subscribes; what is returned completes the subscriber's stream when it is ended. */
  StatusSubscription open(Flow.Subscriber<? super PeerDistStatus> subscriber) {
    StatusSubscription subscription = new StatusSubscription(this, subscriber);
    synchronized (this) {
      subscriptions.add(subscription);
    }
    subscriber.onSubscribe(subscription);
    subscription.drain();
    return subscription;
  }

  synchronized void forget(StatusSubscription subscription) {
    subscriptions.remove(subscription);
  }
}
