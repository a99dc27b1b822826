package org.peerdist.api;

import java.util.concurrent.Flow;

/**
 * One user's dealings with a service. Its close ends everything that was opened with it: what is
 * under way fails with {@link PeerDistError#OPERATION_ABORTED}, what comes later with {@link
 * PeerDistError#INVALID_HANDLE}. Safe for use by many threads.
 */
public interface PeerDistSession extends AutoCloseable {
  /**
   * How the service is now.
   *
   * @return also after the close
   */
  PeerDistStatus status();

  /**
   * Tells when that changes. A subscriber hears of the current status at once, unless it is {@link
   * PeerDistStatus.Availability#DISABLED}, and then of each change; a slow one of the last change
   * only. The stream completes when the session is closed. Called by the thread that makes the
   * change, or that requests.
   *
   * @return for any number of subscribers
   */
  Flow.Publisher<PeerDistStatus> statusChanges();

  @Override
  void close();
}
