package org.peerdist.client.internal;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.peerdist.content.VerifiedBlock;

/** The last blocks of a content that came or were read, by their offsets. For one thread. */
final class RecentBlocks {
  private final Map<Long, VerifiedBlock> blocks = new LinkedHashMap<>(16, 0.75f, true);
  private final long most;
  private long bytes;

  /**
   * Creates it empty.
   *
   * @param most the bytes at most
   */
  RecentBlocks(long most) {
    this.most = most;
  }

  void put(long offset, VerifiedBlock block) {
    VerifiedBlock old = blocks.put(offset, block);
    bytes += block.data().remaining() - (old == null ? 0 : old.data().remaining());
    Iterator<VerifiedBlock> eldest = blocks.values().iterator();
    while (bytes > most && blocks.size() > 1) {
      bytes -= eldest.next().data().remaining();
      eldest.remove();
    }
  }

  Optional<VerifiedBlock> get(long offset) {
    return Optional.ofNullable(blocks.get(offset));
  }

  boolean has(long offset) {
    return blocks.containsKey(offset);
  }

  void clear() {
    blocks.clear();
    bytes = 0;
  }
}
