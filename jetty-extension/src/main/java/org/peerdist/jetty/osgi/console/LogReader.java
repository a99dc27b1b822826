package org.peerdist.jetty.osgi.console;

import java.time.Instant;
import java.util.Collections;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.peerdist.jetty.status.RecentProblems;

/**
 * Takes warnings and errors of our bundles from the log of the container, where it has one, also
 * those from before. Logs for SLF4J of many containers go there.
 */
@Component(
    name = "org.peerdist.problems.log",
    service = {})
public final class LogReader {
  private static final String OURS = "org.peerdist.";

  private final LogReaderService log;
  private final LogListener listener;

  /**
   * Starts it.
   *
   * @param log of the container
   * @param problems where problems are remembered
   */
  @Activate
  public LogReader(@Reference LogReaderService log, @Reference RecentProblems problems) {
    this.log = log;
    this.listener = entry -> take(entry, problems);
    log.addLogListener(listener);
    Collections.list(log.getLog()).forEach(entry -> take(entry, problems));
  }

  private static void take(LogEntry entry, RecentProblems problems) {
    if (LogLevel.WARN.implies(entry.getLogLevel()) && isOurs(entry)) {
      problems.add(Instant.ofEpochMilli(entry.getTime()), String.valueOf(entry.getMessage()));
    }
  }

  /** Some logs know the logger only, and no bundle. */
  private static boolean isOurs(LogEntry entry) {
    Bundle bundle = entry.getBundle();
    String logger = entry.getLoggerName();
    return (bundle != null && String.valueOf(bundle.getSymbolicName()).startsWith(OURS))
        || (logger != null && logger.startsWith(OURS));
  }

  @Deactivate
  void deactivate() {
    log.removeLogListener(listener);
  }
}
