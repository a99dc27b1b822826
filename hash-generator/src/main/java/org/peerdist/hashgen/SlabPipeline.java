package org.peerdist.hashgen;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.peerdist.hashgen.internal.HashWorkers;

/**
 * Slabs on their way through the workers, whose hashes are written in the order of the content.
 * Slabs are used again, and there are only so many. For use by one thread.
 */
final class SlabPipeline<S extends Slab> {
  private final HashWorkers workers;
  private final List<InformationFile> files;
  private final Supplier<S> newSlab;
  private final int limit;
  private final Deque<S> underWay = new ArrayDeque<>();
  private final Deque<S> free = new ArrayDeque<>();

  SlabPipeline(HashWorkers workers, List<InformationFile> files, Supplier<S> newSlab) {
    this.workers = workers;
    this.files = files;
    this.newSlab = newSlab;
    this.limit = workers.depth() + 1;
  }

  /** A slab to be filled. Writes the hashes that are there. */
  S next() throws IOException {
    while (!underWay.isEmpty() && (underWay.size() >= limit || underWay.element().isHashed())) {
      collect();
    }
    S slab = free.poll();
    return slab == null ? newSlab.get() : slab;
  }

  /** Has a slab hashed. */
  void submit(S slab) {
    slab.hashing(workers.submit(slab::hash));
    underWay.add(slab);
  }

  /** Waits for all hashes, and writes them. */
  void finish() throws IOException {
    while (!underWay.isEmpty()) {
      collect();
    }
  }

  /** Hashes the first slab under way or waits for who does, and writes its hashes. */
  private void collect() throws IOException {
    S slab = underWay.remove();
    slab.finishHashing();
    for (InformationFile file : files) {
      file.add(slab);
    }
    free.add(slab);
  }
}
