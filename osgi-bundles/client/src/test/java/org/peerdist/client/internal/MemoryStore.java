package org.peerdist.client.internal;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.peerdist.client.BlockStore;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.content.VerifiedBlock;

/** A cache in memory. */
final class MemoryStore implements BlockStore {
  private final Map<SegmentId, Map<Integer, ByteBuffer>> blocks = new ConcurrentHashMap<>();

  @Override
  public BitSet held(Segment segment) {
    BitSet held = new BitSet();
    blocks.getOrDefault(segment.id(), Map.of()).keySet().forEach(held::set);
    return held;
  }

  @Override
  public Optional<VerifiedBlock> read(Segment segment, int index) {
    return Optional.ofNullable(blocks.getOrDefault(segment.id(), Map.of()).get(index))
        .flatMap(data -> segment.verify(index, data));
  }

  @Override
  public long limit() {
    return 1L << 30;
  }

  @Override
  public void put(VerifiedBlock block) {
    blocks
        .computeIfAbsent(block.segment().id(), id -> new ConcurrentHashMap<>())
        .put(block.index(), block.data());
  }

  long bytes() {
    return blocks.values().stream()
        .flatMap(segment -> segment.values().stream())
        .mapToLong(ByteBuffer::remaining)
        .sum();
  }
}
