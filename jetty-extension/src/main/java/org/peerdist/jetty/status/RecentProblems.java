package org.peerdist.jetty.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The last warnings and errors of a process, beside the log. Safe for use by many threads. */
public final class RecentProblems implements AutoCloseable {
  /** POLICY: what a person looks through. */
  static final int MOST = 20;

  /** POLICY: longer messages are cut. */
  private static final int LONGEST = 300;

  /**
   * POLICY: the same words in so short a time are one problem, as they may come by more than one
   * log.
   */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final List<Problem> problems = new ArrayList<>();
  private final Catcher catcher = new Catcher();
  private final SimpleFormatter formatter = new SimpleFormatter();

  /** Held, because otherwise it would be forgotten, and the catcher with it. */
  private final Logger source;

  /**
   * A warning or an error.
   *
   * @param time when it was logged
   * @param message what was logged, in one line
   */
  public record Problem(Instant time, String message) {}

  private RecentProblems(Logger source) {
    this.source = source;
  }

  /**
   * Remembers what is logged with {@code java.util.logging} from now on, and what it is told.
   *
   * @param logger the name of the logger that is listened to, with those below it; empty for all
   * @return the memory, to be closed
   */
  public static RecentProblems start(String logger) {
    RecentProblems recent = new RecentProblems(Logger.getLogger(logger));
    recent.catcher.setLevel(Level.WARNING);
    recent.source.addHandler(recent.catcher);
    return recent;
  }

  /**
   * Adds what was logged elsewhere.
   *
   * @param time when
   * @param message what; it is cut, and made one line
   */
  public void add(Instant time, String message) {
    String cut = message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
    Problem problem = new Problem(time, cut.replaceAll("\\p{Cntrl}+", " ").strip());
    synchronized (problems) {
      if (problems.stream().noneMatch(known -> same(known, problem))) {
        int newer = (int) problems.stream().filter(known -> known.time().isAfter(time)).count();
        problems.add(newer, problem);
        if (problems.size() > MOST) {
          problems.remove(MOST);
        }
      }
    }
  }

  private static boolean same(Problem one, Problem other) {
    return one.message().equals(other.message())
        && Duration.between(one.time(), other.time()).abs().compareTo(AT_ONCE) <= 0;
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
    source.removeHandler(catcher);
  }

  private final class Catcher extends Handler {
    @Override
    public void publish(LogRecord line) {
      if (isLoggable(line)) {
        add(line.getInstant(), formatter.formatMessage(line));
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
