package org.peerdist.hashgen;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** The room that one of a few contents takes that are hashed on their way. */
final class PublishingRoom implements AutoCloseable {
  private final Semaphore rooms;
  private final AtomicBoolean taken = new AtomicBoolean(true);

  /** Has taken its room already. */
  PublishingRoom(Semaphore rooms) {
    this.rooms = rooms;
  }

  /** Room that is not scarce. */
  static PublishingRoom any() {
    return new PublishingRoom(new Semaphore(0));
  }

  /** Gives the room back, once. */
  @Override
  public void close() {
    if (taken.getAndSet(false)) {
      rooms.release();
    }
  }
}
