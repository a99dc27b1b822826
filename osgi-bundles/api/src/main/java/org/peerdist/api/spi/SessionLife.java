package org.peerdist.api.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.PeerDistStatus;
import org.peerdist.api.PeerDistStatus.Availability;

/**
 * Whether a session and what was opened with it can still be used, for those who implement
 * sessions. Safe for use by many threads.
 */
public final class SessionLife implements AutoCloseable {
  private final StatusSource source;
  private final List<HandleLife> handles = new ArrayList<>();
  private final List<StatusSubscription> subscriptions = new ArrayList<>();
  private final Flow.Subscription watch;
  private boolean closed;

  /**
   * Starts a session.
   *
   * @param source the status of the service
   */
  public SessionLife(StatusSource source) {
    this.source = source;
    this.watch = source.open(new Watch());
  }

  /**
   * How the service is now.
   *
   * @return its status
   */
  public PeerDistStatus status() {
    return source.status();
  }

  /**
   * The changes, until the session is closed.
   *
   * @return for {@link org.peerdist.api.PeerDistSession#statusChanges}
   */
  public Flow.Publisher<PeerDistStatus> changes() {
    return subscriber -> {
      StatusSubscription subscription = source.open(subscriber);
      boolean late;
      synchronized (this) {
        late = closed;
        subscriptions.removeIf(StatusSubscription::isEnded);
        subscriptions.add(subscription);
      }
      if (late) {
        subscription.complete();
      }
    };
  }

  /**
   * Refuses what can't be done.
   *
   * @throws PeerDistException if the session is closed or the service can't be used
   */
  public void check() throws PeerDistException {
    synchronized (this) {
      if (closed) {
        throw new PeerDistException(PeerDistError.INVALID_HANDLE, "the session is closed");
      }
    }
    switch (source.status().availability()) {
      case DISABLED ->
          throw new PeerDistException(
              PeerDistError.ACCESS_DISABLED_BY_POLICY, "peer distribution is disabled");
      case UNAVAILABLE ->
          throw new PeerDistException(
              PeerDistError.SERVICE_UNAVAILABLE, "peer distribution is not available now");
      case AVAILABLE -> {
        // It can be done.
      }
    }
  }

  /**
   * Opens something that ends with the session, or when the service can't be used any more.
   *
   * @param end is called once at its end, with the reason for what is under way
   * @return its life
   * @throws PeerDistException if the session is closed or the service can't be used
   */
  public HandleLife open(Consumer<PeerDistException> end) throws PeerDistException {
    HandleLife handle = new HandleLife(this, end);
    synchronized (this) {
      handles.add(handle);
    }
    try {
      // After it is known, so that no change is missed.
      check();
      return handle;
    } catch (PeerDistException e) {
      forget(handle);
      throw e;
    }
  }

  synchronized void forget(HandleLife handle) {
    handles.remove(handle);
  }

  private synchronized List<HandleLife> handles() {
    return List.copyOf(handles);
  }

  @Override
  public void close() {
    List<StatusSubscription> listeners;
    synchronized (this) {
      closed = true;
      listeners = List.copyOf(subscriptions);
      subscriptions.clear();
    }
    watch.cancel();
    handles().forEach(HandleLife::close);
    listeners.forEach(StatusSubscription::complete);
  }

  /** Ends what was opened when the service can't be used any more. */
  private final class Watch implements Flow.Subscriber<PeerDistStatus> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(PeerDistStatus status) {
      if (status.availability() != Availability.AVAILABLE) {
        handles().forEach(HandleLife::invalidate);
      }
    }

    @Override
    public void onError(Throwable reason) {
      // Its one request is right.
    }

    @Override
    public void onComplete() {
      // The session cancels it.
    }
  }
}
