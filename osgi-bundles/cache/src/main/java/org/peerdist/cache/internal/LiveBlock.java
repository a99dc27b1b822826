package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A block in a container to which the index points.
 *
 * @param header what stands in front of it
 * @param location its place
 * @param used whether it was read lately
 */
record LiveBlock(SlotHeader header, BlockLocation location, boolean used) {
  private static final Logger LOG = LoggerFactory.getLogger(LiveBlock.class);

  /** How much is read at once to find the next header after a damaged one. */
  private static final int SEARCH_BYTES = 1024 * 1024;

  SegmentKey key() {
    return header.key();
  }

  int index() {
    return header.index();
  }

  int slotLength() {
    return header.slotLength();
  }

  /**
   * Reads the headers of a container. If it can't be read, what is not found stays in the index and
   * turns out to be absent when somebody asks for it.
   */
  static List<LiveBlock> in(Container container, SegmentIndex index) {
    List<LiveBlock> found = new ArrayList<>();
    int at = 0;
    try {
      while (at <= container.size() - SlotHeader.LENGTH) {
        ByteBuffer bytes = ByteBuffer.allocate(SlotHeader.LENGTH);
        container.file().read(bytes, at);
        Optional<SlotHeader> header = SlotHeader.decode(bytes.flip());
        if (header.isEmpty()) {
          at = nextHeader(container, at + SlotHeader.ALIGNMENT);
          continue;
        }
        of(header.get(), container, at + SlotHeader.LENGTH, index).ifPresent(found::add);
        at += header.get().slotLength();
      }
    } catch (IOException e) {
      LOG.debug("Container {} can't be read: {}", container.number(), e.getMessage());
    }
    return found;
  }

  /** The block behind a header at this place, if the index points to it. */
  static Optional<LiveBlock> of(
      SlotHeader header, Container container, int offset, SegmentIndex index) {
    SegmentRecord record = index.find(header.key());
    BlockLocation place = record == null ? null : record.location(header.index());
    return place != null && place.container() == container.number() && place.offset() == offset
        ? Optional.of(new LiveBlock(header, place, container.isUsed(offset)))
        : Optional.empty();
  }

  private static int nextHeader(Container container, int from) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SEARCH_BYTES);
    for (int start = from; start < container.size(); start += SEARCH_BYTES) {
      bytes.clear().limit(Math.min(SEARCH_BYTES, container.size() - start));
      container.file().read(bytes, start);
      for (int at = 0; at <= bytes.limit() - Integer.BYTES; at += SlotHeader.ALIGNMENT) {
        if (SlotHeader.startsAt(bytes, at)) {
          return start + at;
        }
      }
    }
    return container.size();
  }
}
