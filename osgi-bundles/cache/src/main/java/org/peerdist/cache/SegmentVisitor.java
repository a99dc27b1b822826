package org.peerdist.cache;

/** Gets to see what is in a content cache, in no certain order. */
public interface SegmentVisitor {
  /**
   * Shows a segment of which there are verified blocks.
   *
   * @param segment the segment, as it is now
   */
  void visit(CachedSegment segment);

  /**
   * Shows a segment of which there are blocks that nobody here can verify.
   *
   * @param segment the segment, as it is now
   */
  void visitOpaque(CachedOpaqueSegment segment);
}
