package org.peerdist.hostedcache;

import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.peerdist.cache.OpaqueSegment;
import org.peerdist.retrieval.Answer;
import org.peerdist.retrieval.BlockList;
import org.peerdist.retrieval.BlockRange;
import org.peerdist.retrieval.BlockResponse;
import org.peerdist.retrieval.FailureKind;
import org.peerdist.retrieval.FetchResult;
import org.peerdist.retrieval.RetrievalClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches a segment from the client that offered it, as a client-role peer ([MS-PCHC] 3.1.5), and
 * stores it. Safe for use by many threads.
 */
final class SegmentPuller {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentPuller.class);

  /** POLICY: from 4 blocks on, it is worth while to ask first which are there. */
  private static final int BLOCKS_WITHOUT_LIST = 3;

  /** POLICY: the time that a segment is granted before its rate counts. */
  private static final long GRACE = Duration.ofSeconds(10).toNanos();

  /** What came of fetching a block. */
  private enum Step {
    STORED,
    MISSING,
    FAILED,
    NOT_STORED
  }

  private final RetrievalClient client;
  private final HostedStore store;
  private final OfferStatistics statistics;
  private final int minBytesPerSecond;
  private final LongSupplier nanoTime;

  SegmentPuller(
      RetrievalClient client,
      HostedStore store,
      OfferStatistics statistics,
      int minBytesPerSecond,
      LongSupplier nanoTime) {
    this.client = client;
    this.store = store;
    this.statistics = statistics;
    this.minBytesPerSecond = minBytesPerSecond;
    this.nanoTime = nanoTime;
  }

  /** Fetches what is missing of a segment, and waits for it. */
  PullOutcome pull(Pull pull) {
    long end = nanoTime.getAsLong() + GRACE + allowedNanos(pull);
    BitSet missing = missing(pull);
    Optional<BitSet> wanted = available(pull, missing);
    if (wanted.isEmpty()) {
      return PullOutcome.FAILED;
    }
    boolean isAll = wanted.get().equals(missing);
    if (!isAll && pull.anew()) {
      // What is whole is replaced by what is whole.
      return PullOutcome.INCOMPLETE;
    }
    PullOutcome outcome = fetch(pull, wanted.get(), end);
    return outcome == PullOutcome.COMPLETE && !isAll ? PullOutcome.INCOMPLETE : outcome;
  }

  private PullOutcome fetch(Pull pull, BitSet wanted, long end) {
    PullOutcome outcome = PullOutcome.COMPLETE;
    for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
      switch (fetch(pull, i)) {
        case FAILED -> {
          return PullOutcome.FAILED;
        }
        case NOT_STORED -> {
          return PullOutcome.NOT_STORED;
        }
        case MISSING -> outcome = PullOutcome.INCOMPLETE;
        case STORED -> {}
      }
      if (end - nanoTime.getAsLong() < 0) {
        LOG.debug("{}: too slow with {}", pull.peer(), pull.id());
        return PullOutcome.FAILED;
      }
    }
    return outcome;
  }

  private long allowedNanos(Pull pull) {
    return Duration.ofSeconds(1).toNanos() * pull.length() / minBytesPerSecond;
  }

  private BitSet missing(Pull pull) {
    if (pull instanceof Pull.OfVerified verified) {
      return store.missing(verified.segment());
    }
    OpaqueSegment segment = ((Pull.OfOpaque) pull).segment();
    return pull.anew() ? HostedStore.all(segment.blockCount()) : store.holding(segment).missing();
  }

  /** Returns the missing blocks that the client has, or nothing if it does not answer. */
  private Optional<BitSet> available(Pull pull, BitSet missing) {
    // Who is going to replace something has to say beforehand that it has all.
    if (missing.cardinality() <= (pull.anew() ? 1 : BLOCKS_WITHOUT_LIST)) {
      return Optional.of(missing);
    }
    Answer<BlockList> list = client.blockList(pull.peer(), pull.id(), BlockRange.of(missing));
    if (list instanceof Answer.Failed<BlockList> failure) {
      boolean busy = failed(pull, failure.kind(), failure.reason()) == Step.MISSING;
      return busy ? Optional.of(new BitSet()) : Optional.empty();
    }
    return list.given().map(answer -> BlockRange.blocksOf(answer.ranges()));
  }

  private Step fetch(Pull pull, int index) {
    return pull instanceof Pull.OfVerified verified
        ? fetchVerified(verified, index)
        : fetchOpaque((Pull.OfOpaque) pull, index);
  }

  private Step fetchVerified(Pull.OfVerified pull, int index) {
    FetchResult result = client.fetchBlock(pull.peer(), pull.segment(), index);
    if (result instanceof FetchResult.Fetched fetched) {
      boolean stored = store.put(fetched.block(), pull.tag());
      return stored(stored, fetched.block().data().remaining());
    }
    if (result instanceof FetchResult.Failed failure) {
      return failed(pull, failure.kind(), failure.reason());
    }
    return Step.MISSING;
  }

  private Step fetchOpaque(Pull.OfOpaque pull, int index) {
    Answer<BlockResponse> answer = client.fetchOpaque(pull.peer(), pull.id(), index);
    if (answer instanceof Answer.Failed<BlockResponse> failure) {
      return failed(pull, failure.kind(), failure.reason());
    }
    BlockResponse block = answer.given().orElseThrow();
    int length = block.block().remaining();
    if (length == 0) {
      return Step.MISSING;
    }
    if (!OpaqueBlockFormat.fits(block, blockLength(pull.segment(), index))) {
      return failed(pull, FailureKind.CORRUPT, length + " bytes for block " + index);
    }
    if (pull.anew() && index == 0) {
      store.drop(pull.segment());
    }
    return stored(store.put(pull.segment(), index, block), length);
  }

  private static int blockLength(OpaqueSegment segment, int index) {
    return Math.min(segment.blockLength(), segment.length() - index * segment.blockLength());
  }

  private Step stored(boolean stored, int length) {
    if (!stored) {
      return Step.NOT_STORED;
    }
    statistics.stored(length);
    return Step.STORED;
  }

  private static Step failed(Pull pull, FailureKind kind, String reason) {
    LOG.debug("{}: nothing of {}: {} {}", pull.peer(), pull.id(), kind, reason);
    // A peer that has no time now speaks the protocol nevertheless.
    return kind == FailureKind.BUSY ? Step.MISSING : Step.FAILED;
  }
}
