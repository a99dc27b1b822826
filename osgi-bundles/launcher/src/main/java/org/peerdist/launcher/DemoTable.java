package org.peerdist.launcher;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.peerdist.client.DownloadReport;
import org.peerdist.launcher.internal.ByteText;

/** Prints what the demonstration saw. */
final class DemoTable {
  private static final String FORM = "  %-14s %12s %12s %12s %12s %8s  %s%n";

  private final PrintStream out;

  DemoTable(PrintStream out) {
    this.out = out;
  }

  void print(String title, List<DemoFetch> fetches) {
    out.printf("%n%s%n", title);
    out.printf(
        FORM, "client", "from origin", "from peers", "from cache", "hashes", "time", "SHA-256");
    for (DemoFetch fetch : fetches) {
      DownloadReport report = fetch.report();
      out.printf(
          FORM,
          fetch.client(),
          ByteText.of((double) report.fromOrigin()),
          ByteText.of((double) report.fromPeers()),
          ByteText.of((double) report.fromCache()),
          ByteText.of((double) report.hashBytes()),
          String.format(Locale.ROOT, "%.2f s", report.time().toMillis() / 1e3),
          fetch.right() ? "right" : "WRONG");
    }
  }

  void printSaving(List<DemoFetch> fetches) {
    long content = fetches.stream().mapToLong(fetch -> fetch.report().bytes()).sum();
    long crossed = fetches.stream().mapToLong(DemoFetch::wanBytes).sum();
    out.printf(
        Locale.ROOT,
        "%nWAN bytes saved: %s of %s (%.1f %%)%n",
        ByteText.of((double) (content - crossed)),
        ByteText.of((double) content),
        content == 0 ? 0.0 : 100.0 * (content - crossed) / content);
  }
}
