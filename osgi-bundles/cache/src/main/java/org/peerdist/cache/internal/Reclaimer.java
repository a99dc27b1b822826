package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes room: the container that was written first goes, and with it what nobody reads.
 *
 * <p>POLICY: a clock over containers, which comes close to "least recently used" and needs no write
 * when a block is read. Blocks that were read since the younger half of the cache was written are
 * copied to the newest container; if they are more than half of their container, it is renewed as a
 * whole instead. All else in the container is forgotten, and the file deleted. For use under a
 * lock.
 */
final class Reclaimer {
  private static final Logger LOG = LoggerFactory.getLogger(Reclaimer.class);

  /** POLICY: so many containers are renewed at most before one goes whatever is read of it. */
  private static final int MAX_RENEWALS = 4;

  /** POLICY: so many containers are passed over because they are written to right now. */
  private static final int MAX_BUSY = 64;

  /** POLICY: so many containers go at once at most; more are over the limit if it was lowered. */
  private static final int MAX_AT_ONCE = 8;

  private final Containers containers;
  private final SegmentIndex index;
  private final long limit;

  Reclaimer(Containers containers, SegmentIndex index, long limit) {
    this.containers = containers;
    this.index = index;
    this.limit = limit;
  }

  /** Reclaims until a container can be filled without exceeding the limit. */
  void makeRoom(Container fresh, int capacity) throws IOException {
    for (int i = 0; i < MAX_AT_ONCE && containers.size() - fresh.size() + capacity > limit; i++) {
      if (!reclaimOne(fresh)) {
        return;
      }
    }
  }

  /** Reclaims what is over the limit. */
  void shrink(Container fresh) throws IOException {
    for (int i = 0; i < MAX_AT_ONCE && containers.size() > limit; i++) {
      if (!reclaimOne(fresh)) {
        return;
      }
    }
  }

  /** Deletes containers to which the index no longer points. */
  void reclaimDead(Container current) {
    for (Container container : containers.takeDead()) {
      if (container == current || container.hasWriters()) {
        containers.postponeDead(container);
        continue;
      }
      int live = LiveBlock.in(container, index).stream().mapToInt(LiveBlock::slotLength).sum();
      if (live == 0) {
        containers.queue().remove(container);
        containers.delete(container);
      } else {
        container.addLive(live - container.live());
      }
    }
  }

  private boolean reclaimOne(Container fresh) throws IOException {
    for (int renewals = 0; ; renewals++) {
      Container victim = containers.queue().poll();
      if (victim == null) {
        return false;
      }
      if (victim.hasWriters()) {
        containers.renew(victim);
        if (renewals < MAX_BUSY) {
          continue;
        }
        return false;
      }
      List<LiveBlock> live = LiveBlock.in(victim, index);
      long used = live.stream().filter(LiveBlock::used).mapToLong(LiveBlock::slotLength).sum();
      if (used > victim.size() / 2 && renewals < MAX_RENEWALS) {
        containers.renew(victim);
        continue;
      }
      for (LiveBlock block : live) {
        if (!block.used() || !copy(victim, block, fresh)) {
          index.move(block.key(), block.index(), block.location(), null);
        }
      }
      containers.delete(victim);
      LOG.debug("Reclaimed container {} with {} blocks", victim.number(), live.size());
      return true;
    }
  }

  /** Copies a block, if it is sound and there is room; at most half a container is filled so. */
  private boolean copy(Container victim, LiveBlock block, Container fresh) {
    int length = block.slotLength();
    if (fresh == null || fresh.size() + length > containers.capacity() / 2) {
      return false;
    }
    ByteBuffer slot = ByteBuffer.allocate(SlotHeader.LENGTH + block.header().blockLength());
    BlockLocation from = block.location();
    int offset = fresh.size();
    try {
      victim.file().read(slot, from.offset() - SlotHeader.LENGTH);
      if (BlockLocation.checksum(slot.position(SlotHeader.LENGTH)) != from.checksum()) {
        return false;
      }
      containers.grow(fresh, length);
      fresh.file().write(slot.rewind(), offset);
      containers.wrote(fresh, fresh.size());
    } catch (IOException e) {
      LOG.debug("A block of the content cache can't be copied: {}", e.getMessage());
      return false;
    }
    BlockLocation to =
        new BlockLocation(
            fresh.number(), offset + SlotHeader.LENGTH, from.length(), from.checksum());
    return index.move(block.key(), block.index(), from, to);
  }
}
