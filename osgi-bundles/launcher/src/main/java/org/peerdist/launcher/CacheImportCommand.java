package org.peerdist.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.peerdist.cache.ContentCache;
import org.peerdist.cache.PackageReport;
import org.peerdist.launcher.internal.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stores in the content cache what another one has exported. */
@Command(
    name = "import",
    description = {
      "Stores in the content cache what is in a package that 'cache export' has written.",
      "Each block is verified before it is stored. An import that broke off, or of a package that",
      "was cut off, is repeated: what is there already is not stored again."
    })
final class CacheImportCommand extends Subcommand {
  @Parameters(paramLabel = "FILE", description = "The package.")
  private Path file;

  @Mixin private OwnCacheOptions cacheOptions;

  @Override
  void run() throws CommandFailure, IOException {
    OptionalLong size = OptionalLong.of(Files.size(file));
    PackageReport report;
    try (ContentCache cache = CacheFolders.exclusively(cacheOptions::open);
        ProgressBar bar = ProgressBar.onStderr()) {
      report = cache.maintenance().importFrom(file, bytes -> bar.show(bytes, size, "imported"));
    }
    System.out.println(text(report));
  }

  /** What was imported, in a line. */
  static String text(PackageReport report) {
    return "imported "
        + CacheListText.sums(report.segments(), report.blocks(), report.bytes())
        + (report.knownBlocks() == 0
            ? ""
            : "; " + report.knownBlocks() + " of the blocks were there already");
  }
}
