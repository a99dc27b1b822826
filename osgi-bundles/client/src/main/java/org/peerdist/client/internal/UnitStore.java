package org.peerdist.client.internal;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;
import org.peerdist.client.BlockStore;
import org.peerdist.client.internal.Provenance.Source;
import org.peerdist.content.Segment;
import org.peerdist.content.VerifiedBlock;

/**
 * The units of a content in the own cache, into which they come segment by verified segment, so
 * that others can have each of them at once.
 *
 * @param map puts segments together to units
 * @param segments of the content
 * @param store the own cache
 * @param provenance remembers where they came from
 * @param progress is told of each block by the number of its segment
 */
record UnitStore(
    UnitMap map,
    List<Segment> segments,
    BlockStore store,
    Provenance provenance,
    IntConsumer progress) {
  /** The segments of a unit that the own cache lacks. */
  BitSet lacking(int unit) {
    BitSet lacking = new BitSet();
    for (int number = map.first(unit); number <= map.last(unit); number++) {
      lacking.set(number, !holds(number));
    }
    return lacking;
  }

  boolean holds(int segment) {
    return !store.held(segments.get(segment)).isEmpty();
  }

  void keep(int number, VerifiedBlock block, Source source) {
    provenance.put(number, source);
    store.put(block);
    progress.accept(number);
  }
}
