package org.peerdist.hostedcache;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.peerdist.cache.CachedOpaqueSegment;
import org.peerdist.cache.CachedSegment;
import org.peerdist.cache.ContentCache;
import org.peerdist.cache.OpaqueSegment;
import org.peerdist.content.ContentTag;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.content.SegmentSecret;
import org.peerdist.content.VerifiedBlock;
import org.peerdist.retrieval.BlockResponse;
import org.peerdist.retrieval.BlockSource;
import org.peerdist.retrieval.HeldBlock;
import org.peerdist.retrieval.HeldSegment;
import org.peerdist.wire.WireFormatException;

/**
 * What a hosted cache has: blocks that it verified, and blocks that only their readers can verify
 * ("block cache", [MS-PCHC] 3.1.1). Safe for use by many threads.
 */
final class HostedStore implements BlockSource {
  private final ContentCache cache;
  private final InstantSource clock;

  HostedStore(ContentCache cache, InstantSource clock) {
    this.cache = cache;
    this.clock = clock;
  }

  /** Whether all blocks of a segment are there, and verified. */
  boolean isVerified(SegmentId id) {
    return cache.find(id).filter(CachedSegment::isComplete).isPresent();
  }

  /**
   * How much there is of a segment whose hashes are not known.
   *
   * @param missing the blocks that are there neither verified nor opaque
   * @param opaqueSince since when opaque blocks are there, if any are
   */
  record Holding(BitSet missing, Optional<Instant> opaqueSince) {}

  /** Looks for a segment whose hashes are not known. */
  Holding holding(OpaqueSegment segment) {
    BitSet missing = all(segment.blockCount());
    cache.find(segment.id()).ifPresent(held -> missing.andNot(held.blocks()));
    if (missing.isEmpty()) {
      return new Holding(missing, Optional.empty());
    }
    Optional<CachedOpaqueSegment> opaque =
        cache
            .opaqueBlocks()
            .find(segment.id())
            .filter(held -> sameMeasures(held.segment(), segment));
    opaque.ifPresent(held -> missing.andNot(held.blocks()));
    return new Holding(missing, opaque.map(CachedOpaqueSegment::stored));
  }

  private static boolean sameMeasures(OpaqueSegment one, OpaqueSegment other) {
    return one.length() == other.length() && one.blockLength() == other.blockLength();
  }

  /** The blocks with known hashes that are not there as verified ones. */
  BitSet missing(Segment segment) {
    BitSet missing = all(segment.listedBlockCount());
    cache.find(segment.id()).ifPresent(held -> missing.andNot(held.blocks()));
    return missing;
  }

  /** A set of the first blocks. */
  static BitSet all(int count) {
    BitSet blocks = new BitSet(count);
    blocks.set(0, count);
    return blocks;
  }

  /**
   * Stores a block that can't be verified. What is there of a segment of the same name but other
   * measures is dropped: of one of them somebody has told nonsense, and nobody knows of which.
   *
   * @return false if it can't be stored
   */
  boolean put(OpaqueSegment segment, int index, BlockResponse block) {
    ByteBuffer stored = OpaqueBlockFormat.encode(block);
    if (cache.opaqueBlocks().put(segment, index, stored)) {
      return true;
    }
    boolean differs =
        cache
            .opaqueBlocks()
            .find(segment.id())
            .filter(held -> !sameMeasures(held.segment(), segment))
            .isPresent();
    if (!differs) {
      return false;
    }
    cache.opaqueBlocks().drop(segment.id());
    return cache.opaqueBlocks().put(segment, index, stored);
  }

  /** Drops all of a segment that can't be verified. */
  void drop(OpaqueSegment segment) {
    cache.opaqueBlocks().drop(segment.id());
  }

  /**
   * Stores a block. With the last one of its segment, opaque blocks of this segment have no use any
   * more.
   *
   * @return false if it can't be stored
   */
  boolean put(VerifiedBlock block, ContentTag tag) {
    boolean stored = cache.put(block, tag);
    SegmentId id = block.segment().id();
    if (stored && cache.opaqueBlocks().find(id).isPresent() && isVerified(id)) {
      cache.opaqueBlocks().drop(id);
    }
    return stored;
  }

  @Override
  public Optional<HeldSegment> find(SegmentId id) {
    Optional<CachedSegment> verified = cache.find(id);
    if (verified.filter(CachedSegment::isComplete).isPresent()) {
      return Optional.of(new Held(id, verified, Optional.empty()));
    }
    Optional<CachedOpaqueSegment> opaque = cache.opaqueBlocks().find(id);
    return verified.isEmpty() && opaque.isEmpty()
        ? Optional.empty()
        : Optional.of(new Held(id, verified, opaque));
  }

  /** A segment of which some blocks may be verified and others opaque. */
  private final class Held implements HeldSegment {
    private final SegmentId id;
    private final Optional<CachedSegment> verified;
    private final Optional<CachedOpaqueSegment> opaque;

    Held(SegmentId id, Optional<CachedSegment> verified, Optional<CachedOpaqueSegment> opaque) {
      this.id = id;
      this.verified = verified;
      this.opaque = opaque;
    }

    @Override
    public int blockCount() {
      return verified
          .map(CachedSegment::blockCount)
          .or(() -> opaque.map(held -> held.segment().blockCount()))
          .orElseThrow();
    }

    @Override
    public BitSet heldBlocks() {
      BitSet blocks = new BitSet();
      verified.ifPresent(held -> blocks.or(held.blocks()));
      opaque.ifPresent(held -> blocks.or(held.blocks()));
      blocks.clear(blockCount(), Math.max(blockCount(), blocks.length()));
      return blocks;
    }

    /** Counted from the block that came first. */
    @Override
    public Optional<Duration> age() {
      Instant now = clock.instant();
      return Stream.concat(
              verified.map(CachedSegment::stored).stream(),
              opaque.map(CachedOpaqueSegment::stored).stream())
          .min(Comparator.naturalOrder())
          .map(first -> first.isBefore(now) ? Duration.between(first, now) : Duration.ZERO);
    }

    @Override
    public Optional<HeldBlock> read(int index) {
      return verified
          .map(CachedSegment::secret)
          .<HeldBlock>flatMap(secret -> readVerified(index, secret))
          .or(() -> readOpaque(index));
    }

    private Optional<HeldBlock> readVerified(int index, SegmentSecret secret) {
      return cache.read(id, index).map(data -> new HeldBlock.Plain(data, secret));
    }

    private Optional<HeldBlock> readOpaque(int index) {
      Optional<ByteBuffer> stored = cache.opaqueBlocks().read(id, index);
      if (stored.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(OpaqueBlockFormat.decode(stored.get()));
      } catch (WireFormatException e) {
        // Of another version of this program: of no use for this one.
        cache.opaqueBlocks().drop(id);
        return Optional.empty();
      }
    }
  }
}
