package org.peerdist.retrieval;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Answers requests from what there is. Safe for use by many threads. */
final class Answers {
  private final BlockSource source;
  private final BlockResponseWriter writer;

  Answers(BlockSource source, BlockResponseWriter writer) {
    this.source = source;
    this.writer = writer;
  }

  /** The answer of a server that has nothing, or has no time. */
  static ResponseMessage empty(RequestMessage message) {
    if (message instanceof GetBlocks request) {
      return BlockResponse.empty(request.segment(), request.index(), 0);
    } else if (message instanceof GetBlockList request) {
      return new BlockList(request.segment(), List.of(), 0);
    }
    GetSegmentList request = (GetSegmentList) message;
    return new SegmentList(request.requestId(), List.of(), SegmentAges.NONE);
  }

  /** SPEC [MS-PCCRR] 3.2.5.3: the first of the blocks in question, encrypted, or an empty one. */
  BlockAnswer to(GetBlocks request) {
    int index = request.index();
    Optional<HeldSegment> held = source.find(request.segment());
    int next = held.map(segment -> nextAfter(index, segment.heldBlocks())).orElse(0);
    Optional<HeldBlock> block = held.flatMap(segment -> segment.read(index));
    if (block.isEmpty()) {
      // SPEC [MS-PCCRR] 2.2.5.3: the size MUST be zero if the server does not have the block.
      return new BlockAnswer(BlockResponse.empty(request.segment(), index, next).encode(), 0);
    }
    ByteBuffer message = writer.write(request.segment(), index, next, block.get());
    return new BlockAnswer(message, block.get().data().remaining());
  }

  /**
   * An answer to a request for a block.
   *
   * @param message all of it
   * @param blockLength the length of the block in it as it is stored, 0 if there is none
   */
  record BlockAnswer(ByteBuffer message, int blockLength) {}

  /** SPEC [MS-PCCRR] 3.2.5.2: the intersection of the ranges in question with what is there. */
  BlockList to(GetBlockList request) {
    BitSet held =
        source.find(request.segment()).map(HeldSegment::heldBlocks).orElseGet(BitSet::new);
    BitSet offered = BlockRange.blocksOf(request.ranges());
    offered.and(held);
    int next = offered.isEmpty() ? 0 : nextAfter(offered.length() - 1, held);
    return new BlockList(request.segment(), BlockRange.of(offered), next);
  }

  /** SPEC [MS-PCCRR] 3.2.5.4: the positions of those that are there, all or parts of them. */
  SegmentList to(GetSegmentList request) {
    BitSet positions = new BitSet();
    Map<Integer, Duration> ages = new TreeMap<>();
    for (int i = 0; i < request.segments().size(); i++) {
      Optional<HeldSegment> held = source.find(request.segments().get(i));
      if (held.isPresent()) {
        positions.set(i);
        int relative = i - positions.nextSetBit(0);
        held.get()
            .age()
            .filter(age -> relative < SegmentAges.MAX_COUNT)
            .ifPresent(age -> ages.put(relative, age));
      }
    }
    return new SegmentList(request.requestId(), SegmentRange.of(positions), new SegmentAges(ages));
  }

  /** SPEC [MS-PCCRR] 2.2.5.3: the first available block after this one, zero if there is none. */
  private static int nextAfter(int index, BitSet held) {
    return Math.max(0, held.nextSetBit(index + 1));
  }
}
