package org.peerdist.launcher.internal;

import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * A line on the terminal that says how long work goes on. Shows nothing where stderr is no
 * terminal, and nothing for work that is over at once. For use by one thread.
 */
public final class ProgressBar implements AutoCloseable {
  /** Set by the start script if stderr is a terminal. */
  private static final String TERMINAL = "peerdist.terminal";

  private static final long NANOS_BETWEEN = 100_000_000;
  private static final int WIDTH = 30;

  private final PrintStream out;
  private final LongSupplier nanoTime;
  private final boolean shown;
  private final long started;
  private long next;
  private boolean drawn;

  ProgressBar(PrintStream out, LongSupplier nanoTime, boolean shown) {
    this.out = out;
    this.nanoTime = nanoTime;
    this.shown = shown;
    this.started = nanoTime.getAsLong();
    this.next = started + 3 * NANOS_BETWEEN;
  }

  /**
   * A bar on stderr.
   *
   * @return a bar that shows nothing yet
   */
  public static ProgressBar onStderr() {
    return new ProgressBar(System.err, System::nanoTime, isTerminal());
  }

  /**
   * Whether somebody looks at stderr.
   *
   * @return true if it is a terminal, as far as the start script knows
   */
  public static boolean isTerminal() {
    return Boolean.getBoolean(TERMINAL);
  }

  /**
   * Shows how far it is, now and then.
   *
   * @param done the bytes that are done
   * @param length all bytes, if that is known
   * @param note what is going on, a word or two
   */
  public void show(long done, OptionalLong length, String note) {
    if (!shown) {
      return;
    }
    long now = nanoTime.getAsLong();
    if (now - next < 0) {
      return;
    }
    next = now + NANOS_BETWEEN;
    drawn = true;
    out.print("\r" + line(done, length, (now - started) / 1e9, note) + "\u001b[K");
    out.flush();
  }

  static String line(long done, OptionalLong length, double seconds, String note) {
    String rate = ByteText.of(done / Math.max(seconds, 0.001)) + "/s";
    if (length.isEmpty() || length.getAsLong() <= 0) {
      return ByteText.of((double) done) + "  " + rate + "  " + note;
    }
    double part = Math.min(1, (double) done / length.getAsLong());
    int full = (int) (part * WIDTH);
    return String.format(
        Locale.ROOT,
        "%3d%% [%s%s] %s of %s  %s  %s",
        (int) (part * 100),
        "#".repeat(full),
        "-".repeat(WIDTH - full),
        ByteText.of((double) done),
        ByteText.of((double) length.getAsLong()),
        rate,
        note);
  }

  /** Removes the line. */
  @Override
  public void close() {
    if (drawn) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }
}
