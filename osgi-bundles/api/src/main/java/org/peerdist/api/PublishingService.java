package org.peerdist.api;

/** The publishing half of Peer Distribution. Safe for use by many threads. */
@FunctionalInterface
public interface PublishingService {
  /**
   * Opens a session.
   *
   * @param owner whose publications it makes and sees
   * @return a session, to be closed; also of a service that is disabled, to hear when it no longer
   *     is
   */
  PublishingSession openSession(Owner owner);
}
