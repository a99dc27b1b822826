package org.peerdist.api.whiteboard;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears what happens. While a service of this type is registered in an OSGi container, it is told
 * of what the services of this project do there.
 *
 * <p>It is called on a thread of its own, one event after the other, a little later. A thousand may
 * wait for it: who is too slow for that misses some, and who throws goes on with the next one.
 * Either costs one line in the log, and nobody else anything.
 */
@ConsumerType
public interface PeerDistListener {
  /**
   * Hashes are there.
   *
   * @param event of what
   */
  default void published(PeerDistEvent.ContentPublished event) {}

  /**
   * A download has ended, well or not.
   *
   * @param event which
   */
  default void downloaded(PeerDistEvent.ContentDownloaded event) {}

  /**
   * Another machine takes a segment.
   *
   * @param event which
   */
  default void given(PeerDistEvent.SegmentGiven event) {}

  /**
   * Something in the content cache was damaged, and was dropped.
   *
   * @param event what
   */
  default void dropped(PeerDistEvent.DamageDropped event) {}
}
