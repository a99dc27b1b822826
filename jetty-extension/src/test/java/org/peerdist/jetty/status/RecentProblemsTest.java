package org.peerdist.jetty.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class RecentProblemsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  /** What is logged here is nobody's problem but of those who listen to this name. */
  private static final Logger LOGGER = Logger.getLogger(RecentProblemsTest.class.getName());

  static {
    LOGGER.setUseParentHandlers(false);
  }

  private final RecentProblems recent = RecentProblems.start(LOGGER.getName());

  private static void log(Level level, String message, Object... parameters) {
    LogRecord line = new LogRecord(level, message);
    line.setParameters(parameters);
    LOGGER.log(line);
  }

  @Test
  void last_warningsOnly_theNewestFirst() {
    log(Level.FINE, "detail");
    log(Level.WARNING, "first {0}", "one");
    log(Level.SEVERE, "second");
    assertThat(recent.last())
        .extracting(RecentProblems.Problem::message)
        .containsExactly("second", "first one");
  }

  @Test
  void last_ofManyAndLong_isBounded() {
    for (int i = 0; i < 100; i++) {
      log(Level.WARNING, i + "x".repeat(10_000));
    }
    assertThat(recent.last()).hasSize(RecentProblems.MOST);
    assertThat(recent.last().get(0).message()).startsWith("99x").hasSizeLessThan(400);
  }

  @Test
  void add_severalLines_isOneLine() {
    recent.add(NOW, "a name with\r\nan end of line\u0000");
    assertThat(recent.last())
        .containsExactly(new RecentProblems.Problem(NOW, "a name with an end of line"));
  }

  @Test
  void add_whatAnotherLogToldAlready_isToldOnce() {
    recent.add(NOW, "disk full");
    recent.add(NOW.plusMillis(3), "disk full");
    recent.add(NOW.plusSeconds(60), "disk full");
    assertThat(recent.last())
        .extracting(RecentProblems.Problem::time)
        .containsExactly(NOW.plusSeconds(60), NOW);
  }

  @Test
  void add_older_isPutWhereItBelongs() {
    recent.add(NOW, "second");
    recent.add(NOW.minusSeconds(60), "first");
    assertThat(recent.last())
        .extracting(RecentProblems.Problem::message)
        .containsExactly("second", "first");
  }

  @Test
  void close_endsIt() {
    recent.close();
    log(Level.WARNING, "late");
    assertThat(recent.last()).isEmpty();
  }
}
