package org.peerdist.client.internal;

import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.peerdist.client.BlockStore;
import org.peerdist.content.Segment;
import org.peerdist.content.VerifiedBlock;

/** The own cache during one download: after its end no thread that is left over may touch it. */
final class GuardedStore implements BlockStore, AutoCloseable {
  private final BlockStore store;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  GuardedStore(BlockStore store) {
    this.store = store;
  }

  private <T> T guarded(Supplier<T> action, T otherwise) {
    lock.readLock().lock();
    try {
      return closed ? otherwise : action.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public BitSet held(Segment segment) {
    return guarded(() -> store.held(segment), new BitSet());
  }

  @Override
  public Optional<VerifiedBlock> read(Segment segment, int index) {
    return guarded(() -> store.read(segment, index), Optional.empty());
  }

  @Override
  public long limit() {
    return store.limit();
  }

  @Override
  public void put(VerifiedBlock block) {
    guarded(
        () -> {
          store.put(block);
          return true;
        },
        false);
  }

  /**
   * Keeps a block after it was announced, so that nobody waits for the disk; the end of the
   * download waits for this.
   *
   * @param announce tells others about the block, and whether to keep it
   * @param kept is told of the block when it is here
   * @return what {@code announce} said
   */
  boolean keep(VerifiedBlock block, BooleanSupplier announce, Consumer<VerifiedBlock> kept) {
    return guarded(
        () -> {
          boolean wanted = announce.getAsBoolean();
          if (wanted) {
            store.put(block);
            kept.accept(block);
          }
          return wanted;
        },
        false);
  }

  /** Waits for those who are in it, and lets nobody in any more. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
    } finally {
      lock.writeLock().unlock();
    }
  }
}
