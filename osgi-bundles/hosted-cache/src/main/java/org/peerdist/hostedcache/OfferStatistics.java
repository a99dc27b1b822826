package org.peerdist.hostedcache;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what a hosted cache is offered and what it fetches, since its start. Safe for use by many
 * threads.
 */
public final class OfferStatistics {
  private final LongAdder malformed = new LongAdder();
  private final LongAdder impossible = new LongAdder();
  private final LongAdder offered = new LongAdder();
  private final LongAdder held = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder pulled = new LongAdder();
  private final LongAdder incomplete = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder blocks = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  OfferStatistics() {}

  void malformed() {
    malformed.increment();
  }

  void impossible() {
    impossible.increment();
  }

  void offered(int segments, int heldOfThem) {
    offered.add(segments);
    held.add(heldOfThem);
  }

  void refused() {
    refused.increment();
  }

  void stored(int length) {
    blocks.increment();
    bytes.add(length);
  }

  void finished(PullOutcome outcome) {
    switch (outcome) {
      case COMPLETE -> pulled.increment();
      case INCOMPLETE, NOT_STORED -> incomplete.increment();
      case FAILED -> failed.increment();
    }
  }

  /**
   * Messages that were dropped.
   *
   * @return a number
   */
  public long malformedMessages() {
    return malformed.sum();
  }

  /**
   * Segments that can't exist, in messages that were well-formed.
   *
   * @return a number
   */
  public long impossibleSegments() {
    return impossible.sum();
  }

  /**
   * Segments that were offered.
   *
   * @return a number
   */
  public long offeredSegments() {
    return offered.sum();
  }

  /**
   * Segments that were offered and were there already.
   *
   * @return a number
   */
  public long heldSegments() {
    return held.sum();
  }

  /**
   * Segments that were not fetched because of a limit: the port of the client, or the number of
   * those that wait.
   *
   * @return a number
   */
  public long refusedSegments() {
    return refused.sum();
  }

  /**
   * Segments that were fetched whole.
   *
   * @return a number
   */
  public long pulledSegments() {
    return pulled.sum();
  }

  /**
   * Segments of which the client did not have all, or that could not be stored.
   *
   * @return a number
   */
  public long incompleteSegments() {
    return incomplete.sum();
  }

  /**
   * Attempts that failed because the client did not answer, or not rightly.
   *
   * @return a number
   */
  public long failedPulls() {
    return failed.sum();
  }

  /**
   * Blocks that were fetched and stored.
   *
   * @return a number
   */
  public long storedBlocks() {
    return blocks.sum();
  }

  /**
   * The bytes of these blocks as they are stored.
   *
   * @return bytes
   */
  public long storedBytes() {
    return bytes.sum();
  }
}
