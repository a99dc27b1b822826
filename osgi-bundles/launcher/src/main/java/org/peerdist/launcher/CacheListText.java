package org.peerdist.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.peerdist.cache.FolderStatus;
import org.peerdist.launcher.internal.ByteText;

/** The list of what is in a content cache, for people. */
final class CacheListText implements CacheListing.Output {
  private static final int ID_DIGITS = 16;

  private final OutputStream out;
  private final DateTimeFormatter time;
  private boolean started;

  CacheListText(OutputStream out, ZoneId zone) {
    this.out = out;
    this.time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(zone);
  }

  @Override
  public void start(List<FolderStatus> folders) throws IOException {
    for (FolderStatus folder : folders) {
      print(folder.path() + ": " + ByteText.of((double) folder.size()));
    }
  }

  @Override
  public void segment(SegmentLine segment) throws IOException {
    if (!started) {
      started = true;
      row("segment", "kind", "length", "blocks", "stored", "used", "application");
    }
    row(
        segment.id().toString().substring(0, ID_DIGITS),
        segment.kind(),
        ByteText.of((double) segment.length()),
        segment.held() + "/" + segment.blocks(),
        text(segment.stored()),
        text(segment.used()),
        segment.tag().toString());
  }

  private void row(
      String id, String kind, String length, String blocks, String stored, String used, String tag)
      throws IOException {
    print(
        String.format(
            Locale.ROOT,
            "%-16s  %-6s %10s  %9s  %-16s  %-16s  %s",
            id,
            kind,
            length,
            blocks,
            stored,
            used,
            tag));
  }

  private String text(Instant instant) {
    return time.format(instant);
  }

  @Override
  public void end(long segments, long blocks, long bytes) throws IOException {
    print(sums(segments, blocks, bytes));
  }

  /** The sums in a line. */
  static String sums(long segments, long blocks, long bytes) {
    return segments
        + (segments == 1 ? " segment, " : " segments, ")
        + blocks
        + (blocks == 1 ? " block, " : " blocks, ")
        + ByteText.of((double) bytes);
  }

  private void print(String line) throws IOException {
    out.write((line.stripTrailing() + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
