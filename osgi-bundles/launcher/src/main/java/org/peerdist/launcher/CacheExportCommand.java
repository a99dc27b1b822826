package org.peerdist.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.peerdist.cache.ContentCache;
import org.peerdist.cache.PackageReport;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentTag;
import org.peerdist.content.SegmentId;
import org.peerdist.launcher.internal.ProgressBar;
import org.peerdist.wire.WireFormatException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a part of the content cache to a file. */
@Command(
    name = "export",
    description = {
      "Writes what is in the content cache, or a part of it, to a package.",
      "That is one file, which 'cache import' stores in another content cache: to fill that of a",
      "branch before anybody downloads there.",
      "A package has the content in the clear, and the secrets of its segments: whoever has it can",
      "read it all. Keep it as you keep the files themselves."
    })
final class CacheExportCommand extends Subcommand {
  @Parameters(paramLabel = "FILE", description = "The package; what was there is replaced.")
  private Path file;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      converter = TagOption.Converter.class,
      description = "Only what was fetched for this application: a name, or 32 hexadecimal digits.")
  private ContentTag tag;

  @Option(
      names = "--content",
      paramLabel = "FILE",
      description =
          "Only what content information tells of, such as 'hash' writes; can be repeated.")
  private List<Path> contents = List.of();

  @Mixin private CacheFolders folders;

  @Override
  void run() throws CommandFailure, IOException {
    Set<SegmentId> ids = ids(contents);
    Predicate<ContentTag> tags = found -> tag == null || tag.equals(found);
    Predicate<SegmentId> wanted = contents.isEmpty() ? id -> true : ids::contains;
    PackageReport report;
    try (ContentCache cache = folders.openAsItIs();
        ProgressBar bar = ProgressBar.onStderr()) {
      OptionalLong size = OptionalLong.of(cache.size());
      report =
          cache
              .maintenance()
              .exportTo(
                  file.toAbsolutePath(), tags, wanted, bytes -> bar.show(bytes, size, "exported"));
    }
    System.out.println(text(report));
  }

  /** The segments that content information tells of. */
  static Set<SegmentId> ids(List<Path> contents) throws CommandFailure, IOException {
    Set<SegmentId> ids = new HashSet<>();
    for (Path content : contents) {
      try {
        ContentInformation.decode(ByteBuffer.wrap(Files.readAllBytes(content)))
            .segments()
            .forEach(segment -> ids.add(segment.id()));
      } catch (WireFormatException e) {
        throw new CommandFailure(content + " is no content information: " + e.getMessage(), e);
      }
    }
    return ids;
  }

  /** What was exported, in a line. */
  static String text(PackageReport report) {
    return "exported "
        + CacheListText.sums(report.segments(), report.blocks(), report.bytes())
        + (report.leftOut() == 0
            ? ""
            : "; left out "
                + report.leftOut()
                + (report.leftOut() == 1 ? " segment" : " segments")
                + " of which too little is known for others to verify");
  }
}
