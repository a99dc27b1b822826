package org.peerdist.jetty.internal;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to somebody of whom nothing is known, on a thread of its own: who is slow misses
 * some, who throws gets the next one, and either is logged once.
 *
 * @param <E> the events
 */
public final class ListenerQueue<E> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);

  /** POLICY: so many may wait, some hundred kilobytes at most. */
  static final int MOST = 1024;

  private final String name;
  private final Consumer<? super E> listener;
  private final BlockingQueue<E> waiting = new ArrayBlockingQueue<>(MOST);
  private final AtomicBoolean slow = new AtomicBoolean();
  private final AtomicBoolean failing = new AtomicBoolean();
  private final Thread thread;

  /**
   * Starts the thread.
   *
   * @param name of the listener, for the log
   * @param listener gets the events
   */
  public ListenerQueue(String name, Consumer<? super E> listener) {
    this.name = name;
    this.listener = listener;
    this.thread = new Thread(this::run, "peerdist-events");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Hands over an event, and does not wait.
   *
   * @param event the event; lost if too many wait
   */
  public void add(E event) {
    if (!waiting.offer(event) && !slow.getAndSet(true)) {
      LOG.warn("{} is too slow for the events: it misses some", name);
    }
  }

  private void run() {
    try {
      while (true) {
        deliver(waiting.take());
      }
    } catch (InterruptedException e) {
      LOG.debug("{} gets no more events", name);
    }
  }

  private void deliver(E event) {
    try {
      listener.accept(event);
    } catch (RuntimeException | LinkageError e) {
      if (!failing.getAndSet(true)) {
        LOG.warn("{} fails with an event, and goes on with the next: {}", name, e.toString());
      }
    }
  }

  /** Hands over no more events; one that is under way is not waited for. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
