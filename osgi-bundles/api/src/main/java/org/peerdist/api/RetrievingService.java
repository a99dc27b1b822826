package org.peerdist.api;

/** The retrieving half of Peer Distribution. Safe for use by many threads. */
@FunctionalInterface
public interface RetrievingService {
  /**
   * Opens a session.
   *
   * @return a session, to be closed; also of a service that is disabled, to hear when it no longer
   *     is
   */
  RetrievingSession openSession();
}
