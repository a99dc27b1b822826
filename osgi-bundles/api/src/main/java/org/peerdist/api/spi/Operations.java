package org.peerdist.api.spi;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;

/**
 * The operations of one thing that was opened: some are done one after the other, and all can be
 * failed at once. Safe for use by many threads.
 */
public final class Operations {
  private final Executor executor;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final Map<Long, CompletableFuture<?>> underWay = new HashMap<>();
  private final int atOnce;
  private long count;
  private int working;

  /**
   * Creates it without operations.
   *
   * @param executor does them, one after the other
   */
  public Operations(Executor executor) {
    this(executor, 1);
  }

  /**
   * Creates it without operations.
   *
   * @param executor does them
   * @param atOnce how many at the same moment, 1 or more; with more than one of them, order only
   *     means that they are begun in order
   */
  public Operations(Executor executor, int atOnce) {
    this.executor = executor;
    this.atOnce = atOnce;
  }

  /**
   * Does something after what was given here before.
   *
   * @param task what to do; not done if its future is done before its turn
   * @param <T> its result
   * @return the result, or what it threw
   */
  public <T> CompletableFuture<T> inOrder(Callable<T> task) {
    CompletableFuture<T> result = track(new CompletableFuture<>());
    enqueue(() -> perform(task, result), executor);
    return result;
  }

  /**
   * Does something in this thread, now; after what was given here before and is not done, in
   * another thread.
   *
   * @param task what to do
   * @param <T> its result
   * @return the result, or what it threw; done unless there is something before it
   */
  public <T> CompletableFuture<T> here(Callable<T> task) {
    CompletableFuture<T> result = track(new CompletableFuture<>());
    enqueue(() -> perform(task, result), Runnable::run);
    return result;
  }

  /**
   * Does something after what was given here before, come what may.
   *
   * @param task what to do
   */
  public void finallyDo(Runnable task) {
    enqueue(task, executor);
  }

  /**
   * Has an operation fail with the others.
   *
   * @param operation one that somebody else completes
   * @param <T> its result
   * @return the same
   */
  public <T> CompletableFuture<T> track(CompletableFuture<T> operation) {
    long number;
    synchronized (this) {
      number = count++;
      underWay.put(number, operation);
    }
    var unused = operation.whenComplete((result, reason) -> forget(number));
    return operation;
  }

  private synchronized void forget(long number) {
    underWay.remove(number);
  }

  private static <T> void perform(Callable<T> task, CompletableFuture<T> result) {
    if (result.isDone()) {
      return;
    }
    try {
      result.complete(task.call());
    } catch (Exception e) {
      result.completeExceptionally(e);
    }
  }

  private void enqueue(Runnable task, Executor by) {
    synchronized (this) {
      waiting.add(task);
      if (working == atOnce) {
        return;
      }
      working++;
    }
    start(by);
  }

  private void start(Executor by) {
    try {
      by.execute(this::work);
    } catch (RejectedExecutionException e) {
      failAll(
          new PeerDistException(PeerDistError.SHUTDOWN_IN_PROGRESS, "the service was closed", e));
      // What is to be done come what may.
      work();
    }
  }

  private void work() {
    for (Runnable task = next(); task != null; task = next()) {
      task.run();
    }
  }

  private synchronized Runnable next() {
    Runnable task = waiting.poll();
    working -= task == null ? 1 : 0;
    return task;
  }

  /**
   * Fails all that is not done.
   *
   * @param reason why
   */
  public void failAll(PeerDistException reason) {
    List<CompletableFuture<?>> all;
    synchronized (this) {
      all = List.copyOf(underWay.values());
    }
    all.forEach(operation -> operation.completeExceptionally(reason));
  }
}
