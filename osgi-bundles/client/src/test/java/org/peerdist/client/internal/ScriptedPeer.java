package org.peerdist.client.internal;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.PeerAnswer;
import org.peerdist.client.PeerAnswer.Failure;
import org.peerdist.content.ContentRange;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;

/** A peer in memory that has what it is told to have, and fails as it is told to. */
final class ScriptedPeer implements BlockPeer {
  /** What happens instead of an answer. */
  @FunctionalInterface
  interface Fault {
    /** The answer to give, or nothing for the right one. */
    Optional<PeerAnswer> instead(int request) throws InterruptedException;
  }

  private final String name;
  private final byte[] content;
  private final BiPredicate<Segment, Integer> keep;
  private final Fault fault;
  final AtomicInteger requests = new AtomicInteger();
  final AtomicInteger lists = new AtomicInteger();
  final Map<String, AtomicInteger> perBlock = new ConcurrentHashMap<>();

  ScriptedPeer(String name, byte[] content, BiPredicate<Segment, Integer> keep, Fault fault) {
    this.name = name;
    this.content = content;
    this.keep = keep;
    this.fault = fault;
  }

  static ScriptedPeer good(String name, TestContent content) {
    return new ScriptedPeer(name, content.bytes(), (s, i) -> true, n -> Optional.empty());
  }

  static ScriptedPeer keeping(
      String name, TestContent content, BiPredicate<Segment, Integer> keep) {
    return new ScriptedPeer(name, content.bytes(), keep, n -> Optional.empty());
  }

  static ScriptedPeer failing(String name, TestContent content, Fault fault) {
    return new ScriptedPeer(name, content.bytes(), (s, i) -> true, fault);
  }

  static Optional<PeerAnswer> fail(Failure failure) {
    return Optional.of(new PeerAnswer.Failed(failure, "as told"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public PeerAnswer fetchBlock(Segment segment, int index) throws InterruptedException {
    SegmentId id = segment.id();
    perBlock.computeIfAbsent(id + "/" + index, key -> new AtomicInteger()).incrementAndGet();
    Optional<PeerAnswer> other = fault.instead(requests.getAndIncrement());
    if (other.isPresent()) {
      return other.get();
    }
    if (!keep.test(segment, index)) {
      return new PeerAnswer.Missing();
    }
    ContentRange range = segment.blockRange(index);
    ByteBuffer data = ByteBuffer.wrap(content, (int) range.start(), (int) range.length());
    return segment
        .verify(index, data)
        .<PeerAnswer>map(PeerAnswer.Found::new)
        .orElseGet(() -> new PeerAnswer.Failed(Failure.CORRUPT, "other content"));
  }

  @Override
  public Optional<BitSet> blocksHeld(Segment segment) {
    lists.incrementAndGet();
    BitSet held = new BitSet();
    for (int i = 0; i < segment.blockCount(); i++) {
      held.set(i, keep.test(segment, i));
    }
    return Optional.of(held);
  }
}
