package org.peerdist.client.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that do the jobs of one download. There is always one without work, as long as there are
 * not too many: a thread that finds work starts the next one.
 *
 * @param <J> what there is to do
 */
final class Workers<J> {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final AtomicInteger CREWS = new AtomicInteger();

  /** Where the jobs come from. */
  interface Source<J> {
    /**
     * Waits for something to do.
     *
     * @return nothing once there will be nothing any more
     */
    Optional<J> next() throws InterruptedException;
  }

  /** What is done with them. */
  interface Task<J> {
    void perform(J job) throws InterruptedException;
  }

  private final String name;
  private final int most;
  private final Source<J> source;
  private final Task<J> task;
  private final Consumer<Throwable> bug;
  private final List<Thread> threads = new ArrayList<>();
  private int idle;
  private boolean closed;

  /**
   * Creates it without threads.
   *
   * @param name begins the names of the threads
   * @param most the number of threads at most
   * @param bug is told of what no job should throw, so that nobody waits for it
   */
  Workers(String name, int most, Source<J> source, Task<J> task, Consumer<Throwable> bug) {
    this.name = name + "-" + CREWS.incrementAndGet() + "-";
    this.most = most;
    this.source = source;
    this.task = task;
    this.bug = bug;
  }

  /** Starts work. */
  synchronized void start() {
    if (!closed && idle == 0 && threads.size() < most) {
      Thread thread = new Thread(this::work, name + threads.size());
      thread.setDaemon(true);
      threads.add(thread);
      idle++;
      thread.start();
    }
  }

  /** Starts no more threads, and interrupts those that there are. */
  synchronized void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
  }

  private void work() {
    try {
      Optional<J> job = source.next();
      while (job.isPresent()) {
        busy();
        task.perform(job.get());
        free();
        job = source.next();
      }
    } catch (InterruptedException e) {
      LOG.debug("{} was told to stop", Thread.currentThread().getName());
    } catch (RuntimeException | Error e) {
      bug.accept(e);
      throw e;
    }
  }

  private synchronized void busy() {
    idle--;
    start();
  }

  private synchronized void free() {
    idle++;
  }
}
