package org.peerdist.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Warnings and errors that were logged, also in containers of this process. */
final class LogLines extends Handler implements AutoCloseable {
  private static final long SECONDS = 60;

  private final Logger logger;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  LogLines(String name) {
    logger = Logger.getLogger(name);
    setLevel(Level.WARNING);
    logger.addHandler(this);
  }

  /** The next line, which may take some time. */
  String await() throws InterruptedException {
    String line = lines.poll(SECONDS, TimeUnit.SECONDS);
    assertThat(line).as("a line in the log").isNotNull();
    return line;
  }

  /** What else was logged so far. */
  List<String> others() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord line) {
    if (isLoggable(line)) {
      lines.add(new SimpleFormatter().formatMessage(line));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
