package org.peerdist.jetty;

import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;
import org.peerdist.hostedcache.HostedCache;
import org.peerdist.hostedcache.OfferStatistics;

/** What a {@link HostedCacheHandler} was offered, for JMX. Safe for use by many threads. */
@ManagedObject("PeerDist: what a hosted cache was offered, and what it took")
public final class OfferCounters {
  private final HostedCache hosted;

  OfferCounters(HostedCache hosted) {
    this.hosted = hosted;
  }

  /**
   * See {@link OfferStatistics#offeredSegments}.
   *
   * @return a count
   */
  @ManagedAttribute("segments that were offered")
  public long getOfferedSegments() {
    return hosted.statistics().offeredSegments();
  }

  /**
   * See {@link OfferStatistics#heldSegments}.
   *
   * @return a count
   */
  @ManagedAttribute("of these, those that were there already")
  public long getHeldSegments() {
    return hosted.statistics().heldSegments();
  }

  /**
   * See {@link OfferStatistics#refusedSegments}.
   *
   * @return a count
   */
  @ManagedAttribute("segments that were not fetched because of a limit")
  public long getRefusedSegments() {
    return hosted.statistics().refusedSegments();
  }

  /**
   * See {@link HostedCache#pending}.
   *
   * @return a count
   */
  @ManagedAttribute("segments that wait to be fetched, or are")
  public long getQueuedSegments() {
    return hosted.pending();
  }

  /**
   * See {@link OfferStatistics#pulledSegments}.
   *
   * @return a count
   */
  @ManagedAttribute("segments that were fetched whole")
  public long getPulledSegments() {
    return hosted.statistics().pulledSegments();
  }

  /**
   * See {@link OfferStatistics#incompleteSegments}.
   *
   * @return a count
   */
  @ManagedAttribute("segments that were fetched in part, or could not be stored")
  public long getIncompleteSegments() {
    return hosted.statistics().incompleteSegments();
  }

  /**
   * See {@link OfferStatistics#failedPulls}.
   *
   * @return a count
   */
  @ManagedAttribute("attempts at which the client gave nothing")
  public long getFailedPulls() {
    return hosted.statistics().failedPulls();
  }

  /**
   * See {@link OfferStatistics#malformedMessages}.
   *
   * @return a count
   */
  @ManagedAttribute("messages that were dropped")
  public long getMalformedMessages() {
    return hosted.statistics().malformedMessages();
  }

  /**
   * See {@link OfferStatistics#storedBlocks}.
   *
   * @return a count
   */
  @ManagedAttribute("blocks that were fetched and stored")
  public long getStoredBlocks() {
    return hosted.statistics().storedBlocks();
  }

  /**
   * See {@link OfferStatistics#storedBytes}.
   *
   * @return bytes
   */
  @ManagedAttribute("bytes of these blocks")
  public long getStoredBytes() {
    return hosted.statistics().storedBytes();
  }
}
