package org.peerdist.client.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.peerdist.client.BlockStore;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.Segment;

/**
 * The blocks of a content in their order. Segments are made when they are needed, so that the state
 * does not grow with the content.
 */
class BlockPlan {
  private final List<Segment> segments;
  private final BlockStore store;
  private final long end;
  private final ArrayDeque<OpenSegment> ahead = new ArrayDeque<>();
  private int opened;
  private int block;
  private long slots;
  private long reached;
  private long frontier = Long.MAX_VALUE;

  /**
   * Creates the plan.
   *
   * @param wanted some bytes of the information's range
   */
  BlockPlan(ContentInformation information, ContentRange wanted, BlockStore store) {
    this.segments =
        information.segments().subList(0, information.segmentIndexAt(wanted.end() - 1) + 1);
    this.store = store;
    this.end = wanted.end();
    this.reached = wanted.start();
    this.opened = information.segmentIndexAt(reached);
    Segment first = segments.get(opened);
    this.block = (int) ((reached - first.range().start()) / first.blockLength());
  }

  /** The offset after the last byte. */
  long end() {
    return end;
  }

  /** Blocks at this offset and after it are not to be taken yet. */
  void limit(long offset) {
    frontier = offset;
  }

  /** Whether the next block may be taken now. */
  boolean mayGoOn() {
    return hasNext() && reached < frontier;
  }

  /**
   * Goes back to a segment, and looks again what the own cache has of it and those after it.
   *
   * @param segment one from which blocks were taken, or the next one
   */
  void rewind(int segment) {
    ahead.clear();
    opened = segment;
    block = 0;
    reached = segment < segments.size() ? segments.get(segment).range().start() : end;
  }

  /** Where the next block starts. */
  long reached() {
    return reached;
  }

  /** The segment that the next block is of, or their number if there is none. */
  int nextSegment() {
    return opened - ahead.size();
  }

  boolean hasNext() {
    return !ahead.isEmpty() || opened < segments.size();
  }

  /** Takes the next block. */
  Slot next() {
    OpenSegment segment = ahead.isEmpty() ? open() : ahead.getFirst();
    Slot slot = new Slot(segment, block, slots++);
    reached = slot.range.end();
    block++;
    // A range may end before its last segment does.
    if (block >= segment.segment().blockCount() || slot.range.end() >= end) {
      ahead.removeFirst();
      block = 0;
    }
    return slot;
  }

  private OpenSegment open() {
    Segment segment = segments.get(opened);
    OpenSegment open = new OpenSegment(segment, opened, store.held(segment));
    ahead.addLast(open);
    opened++;
    return open;
  }

  /**
   * How far the content goes on without a block that the own cache has.
   *
   * @param from where the next block starts
   * @param wanted the highest answer that is wanted
   * @return an offset from {@code from} to {@code wanted}, at the end of a segment or of the
   *     content
   */
  long uncachedEnd(long from, long wanted) {
    long most = Math.min(wanted, frontier);
    long known = from;
    for (OpenSegment segment : ahead) {
      if (known >= most || segment.isCached()) {
        return known;
      }
      known = segmentEnd(segment);
    }
    while (known < most && opened < segments.size()) {
      OpenSegment segment = open();
      if (segment.isCached()) {
        return known;
      }
      known = segmentEnd(segment);
    }
    return known;
  }

  private long segmentEnd(OpenSegment segment) {
    ContentRange range = segment.segment().range();
    return Math.min(range.end(), end);
  }

  /**
   * The segments from a number on.
   *
   * @param from the number of the first one
   * @param most how many at most
   */
  List<Segment> segments(int from, int most) {
    return segments.subList(
        Math.min(from, segments.size()), (int) Math.min((long) from + most, segments.size()));
  }

  /**
   * Some segments, spread evenly over what follows.
   *
   * @param from the number of the first segment
   * @param most how many at most
   */
  List<Segment> sample(int from, int most) {
    int left = segments.size() - from;
    int count = Math.min(most, left);
    List<Segment> sample = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      sample.add(segments.get(from + (int) ((long) i * left / count)));
    }
    return sample;
  }
}
