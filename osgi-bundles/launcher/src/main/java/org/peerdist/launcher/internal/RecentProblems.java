package org.peerdist.launcher.internal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The last warnings and errors of this process, beside the log. Safe for use by many threads. */
public final class RecentProblems implements AutoCloseable {
  /** POLICY: what a person looks through. */
  static final int MOST = 20;

  /** POLICY: longer messages are cut. */
  private static final int LONGEST = 300;

  private final Deque<Problem> problems = new ArrayDeque<>();
  private final Catcher catcher = new Catcher();
  private final SimpleFormatter formatter = new SimpleFormatter();

  /**
   * A warning or an error.
   *
   * @param time when it was logged
   * @param message what was logged
   */
  public record Problem(Instant time, String message) {}

  private RecentProblems() {}

  /**
   * Remembers what is logged from now on.
   *
   * @return the memory, to be closed
   */
  public static RecentProblems start() {
    RecentProblems recent = new RecentProblems();
    recent.catcher.setLevel(Level.WARNING);
    Logger.getLogger("").addHandler(recent.catcher);
    return recent;
  }

  /**
   * What was logged last.
   *
   * @return the newest first
   */
  public List<Problem> last() {
    synchronized (problems) {
      return List.copyOf(problems);
    }
  }

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(catcher);
  }

  private final class Catcher extends Handler {
    @Override
    public void publish(LogRecord record) {
      if (isLoggable(record)) {
        String text = formatter.formatMessage(record);
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        synchronized (problems) {
          problems.addFirst(new Problem(record.getInstant(), cut));
          if (problems.size() > MOST) {
            problems.removeLast();
          }
        }
      }
    }

    @Override
    public void flush() {
      // Nothing is on its way.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
