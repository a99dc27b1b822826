package org.peerdist.origin;

import java.util.concurrent.atomic.LongAdder;

/**
 * What an origin has answered since it was made. What the network was spared is {@code
 * projectedBytes - hashBytes - serverMissBytes - clientMissBytes}. Safe for use by many threads.
 */
public final class OriginStatistics {
  final LongAdder hashRequests = new LongAdder();
  final LongAdder hashResponses = new LongAdder();
  final LongAdder hashBytes = new LongAdder();
  final LongAdder projectedBytes = new LongAdder();
  final LongAdder serverMisses = new LongAdder();
  final LongAdder serverMissBytes = new LongAdder();
  final LongAdder missingDataRequests = new LongAdder();
  final LongAdder clientMissBytes = new LongAdder();
  private final RecentAnswers recent = new RecentAnswers();

  /** Counters at 0. */
  public OriginStatistics() {}

  /**
   * Counts a request, if it could be answered with hashes.
   *
   * @param coding what it says
   */
  public void countRequest(CodingRequest coding) {
    if (coding.wish() == CodingRequest.Wish.HASHES) {
      hashRequests.increment();
    }
  }

  /**
   * Requests that could be answered with hashes.
   *
   * @return a count
   */
  public long hashRequests() {
    return hashRequests.sum();
  }

  /**
   * Answers with hashes.
   *
   * @return a count
   */
  public long hashResponses() {
    return hashResponses.sum();
  }

  /**
   * Content information in answers.
   *
   * @return bytes
   */
  public long hashBytes() {
    return hashBytes.sum();
  }

  /**
   * The contents of all answers that could have been hashes, whether they were or not.
   *
   * @return bytes
   */
  public long projectedBytes() {
    return projectedBytes.sum();
  }

  /**
   * Answers with the content, because there were no hashes yet.
   *
   * @return a count
   */
  public long serverMisses() {
    return serverMisses.sum();
  }

  /**
   * The contents of these answers.
   *
   * @return bytes
   */
  public long serverMissBytes() {
    return serverMissBytes.sum();
  }

  /**
   * Answers to clients whose peers did not have the data.
   *
   * @return a count
   */
  public long missingDataRequests() {
    return missingDataRequests.sum();
  }

  /**
   * The contents of these answers.
   *
   * @return bytes
   */
  public long clientMissBytes() {
    return clientMissBytes.sum();
  }

  /**
   * What the network was spared.
   *
   * @return bytes; less than 0 if hashes have not paid yet
   */
  public long savedBytes() {
    return projectedBytes() - hashBytes() - serverMissBytes() - clientMissBytes();
  }

  /**
   * What was answered last.
   *
   * @return a list that goes on
   */
  public RecentAnswers recent() {
    return recent;
  }
}
