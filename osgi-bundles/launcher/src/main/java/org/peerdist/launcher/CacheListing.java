package org.peerdist.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.peerdist.cache.CachedOpaqueSegment;
import org.peerdist.cache.CachedSegment;
import org.peerdist.cache.ContentCache;
import org.peerdist.cache.FolderStatus;
import org.peerdist.cache.SegmentVisitor;
import org.peerdist.content.ContentTag;

/** Shows what is in a content cache, as it is found: nothing is kept in memory. */
final class CacheListing {
  private final Optional<ContentTag> tag;
  private final Output output;
  private long segments;
  private long blocks;
  private long bytes;

  CacheListing(Optional<ContentTag> tag, Output output) {
    this.tag = tag;
    this.output = output;
  }

  /** A form of the list. */
  interface Output {
    /** Starts. */
    void start(List<FolderStatus> folders) throws IOException;

    /** Shows a segment. */
    void segment(SegmentLine segment) throws IOException;

    /** Ends with the sums. */
    void end(long segments, long blocks, long bytes) throws IOException;
  }

  void show(ContentCache cache) throws IOException {
    output.start(cache.maintenance().folders());
    try {
      cache
          .maintenance()
          .visit(
              new SegmentVisitor() {
                @Override
                public void visit(CachedSegment segment) {
                  add(SegmentLine.of(segment));
                }

                @Override
                public void visitOpaque(CachedOpaqueSegment segment) {
                  add(SegmentLine.of(segment));
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    output.end(segments, blocks, bytes);
  }

  private void add(SegmentLine segment) {
    if (tag.isPresent() && !tag.get().equals(segment.tag())) {
      return;
    }
    segments++;
    blocks += segment.held();
    bytes += segment.bytes();
    try {
      output.segment(segment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
