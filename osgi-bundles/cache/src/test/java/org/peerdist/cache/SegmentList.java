package org.peerdist.cache;

import java.util.ArrayList;
import java.util.List;

/** What there is in a cache. */
final class SegmentList implements SegmentVisitor {
  private final List<CachedSegment> verified = new ArrayList<>();
  private final List<CachedOpaqueSegment> opaque = new ArrayList<>();

  static SegmentList of(ContentCache cache) {
    SegmentList list = new SegmentList();
    cache.maintenance().visit(list);
    return list;
  }

  @Override
  public void visit(CachedSegment segment) {
    verified.add(segment);
  }

  @Override
  public void visitOpaque(CachedOpaqueSegment segment) {
    opaque.add(segment);
  }

  List<CachedSegment> verified() {
    return verified;
  }

  List<CachedOpaqueSegment> opaque() {
    return opaque;
  }
}
