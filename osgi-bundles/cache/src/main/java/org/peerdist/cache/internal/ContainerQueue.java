package org.peerdist.cache.internal;

import java.util.ArrayDeque;

/**
 * The full containers in the order in which they are reclaimed: a clock with two hands. A container
 * that comes into the older half loses its marks of use, so that what is marked when it is
 * reclaimed was read since the younger half was written. For use under a lock.
 */
final class ContainerQueue {
  private final ArrayDeque<Container> older = new ArrayDeque<>();
  private final ArrayDeque<Container> younger = new ArrayDeque<>();

  void add(Container container) {
    younger.addLast(container);
    while (younger.size() > older.size() + 1) {
      Container aged = younger.removeFirst();
      aged.clearMarks();
      older.addLast(aged);
    }
  }

  /** Restores a queue: the same as {@link #add}, in that order, but marks stay. */
  void restore(Iterable<Container> containers) {
    for (Container container : containers) {
      younger.addLast(container);
      while (younger.size() > older.size() + 1) {
        older.addLast(younger.removeFirst());
      }
    }
  }

  /** Takes the container that was written first, or null if there is none. */
  Container poll() {
    return older.isEmpty() ? younger.pollFirst() : older.pollFirst();
  }

  void remove(Container container) {
    if (!older.remove(container)) {
      younger.remove(container);
    }
  }

  void clear() {
    older.clear();
    younger.clear();
  }
}
