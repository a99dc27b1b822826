package org.peerdist.hostedcache;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.retrieval.BlockSource;
import org.peerdist.retrieval.HeldBlock;
import org.peerdist.retrieval.HeldSegment;
import org.peerdist.retrieval.RetrievalServer;

/** A client of a hosted cache in its other role: it has contents, or some blocks of them. */
final class TestPeer implements BlockSource {
  final RetrievalServer server = new RetrievalServer(this);
  private final Map<SegmentId, Held> held = new HashMap<>();

  TestPeer(SampleContent... contents) {
    for (SampleContent content : contents) {
      for (Segment segment : content.segments()) {
        held.put(segment.id(), new Held(content, segment));
      }
    }
  }

  /** Takes blocks away. */
  TestPeer without(Segment segment, int from, int to) {
    held.get(segment.id()).blocks.clear(from, to);
    return this;
  }

  @Override
  public Optional<HeldSegment> find(SegmentId id) {
    return Optional.ofNullable(held.get(id));
  }

  private static final class Held implements HeldSegment {
    private final SampleContent content;
    private final Segment segment;
    private final BitSet blocks = new BitSet();

    Held(SampleContent content, Segment segment) {
      this.content = content;
      this.segment = segment;
      blocks.set(0, segment.blockCount());
    }

    @Override
    public int blockCount() {
      return segment.blockCount();
    }

    @Override
    public BitSet heldBlocks() {
      return (BitSet) blocks.clone();
    }

    @Override
    public Optional<HeldBlock> read(int index) {
      return blocks.get(index)
          ? Optional.of(new HeldBlock.Plain(content.block(segment, index), segment.secret()))
          : Optional.empty();
    }
  }
}
