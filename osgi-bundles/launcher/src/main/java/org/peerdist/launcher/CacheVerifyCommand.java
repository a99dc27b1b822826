package org.peerdist.launcher;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import org.peerdist.cache.ContentCache;
import org.peerdist.cache.MaintenanceListener;
import org.peerdist.cache.VerifyReport;
import org.peerdist.content.SegmentId;
import org.peerdist.launcher.internal.ProgressBar;
import org.peerdist.launcher.internal.StandardOutput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads everything in the content cache again. */
@Command(
    name = "verify",
    description = {
      "Reads all that is in the content cache, and deletes what is damaged.",
      "It is fetched again when somebody needs it. Each block is held against its checksum, and",
      "against its hash where that is known: not in segments of which only a part was ever",
      "described, and not in opaque ones of a hosted cache."
    })
final class CacheVerifyCommand extends Subcommand {
  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Mixin private CacheFolders folders;

  @Override
  void run() throws CommandFailure, IOException {
    try (ContentCache cache = folders.openAsItIs();
        ProgressBar bar = ProgressBar.onStderr()) {
      if (json) {
        writeJson(cache, bar);
      } else {
        VerifyReport report =
            cache.maintenance().verify(listener(cache, bar, CacheVerifyCommand::print));
        System.out.println(text(report));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void print(SegmentId id, int block, boolean opaque) {
    System.out.println(text(id, block, opaque));
  }

  /** What to say of a damaged block. */
  static String text(SegmentId id, int block, boolean opaque) {
    return "damaged: block " + block + " of " + (opaque ? "opaque segment " : "segment ") + id;
  }

  /** What was found, in a line. */
  static String text(VerifyReport report) {
    String sums = CacheListText.sums(report.segments(), report.blocks(), report.bytes());
    long unhashed = report.blocks() - report.hashedBlocks();
    return sums
        + (unhashed == 0 ? "" : " (" + unhashed + " by checksum only, their hash is not known)")
        + ": "
        + (report.damagedBlocks() == 0
            ? "all sound"
            : report.damagedBlocks() + " damaged, and deleted");
  }

  private static void writeJson(ContentCache cache, ProgressBar bar) throws IOException {
    try (OutputStream out = new BufferedOutputStream(StandardOutput.stream());
        JsonGenerator generator = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
      generator.writeStartObject();
      generator.writeArrayFieldStart("damaged");
      Damage damage = (id, block, opaque) -> writeDamaged(generator, id, block, opaque);
      VerifyReport report = cache.maintenance().verify(listener(cache, bar, damage));
      generator.writeEndArray();
      generator.writeNumberField("segments", report.segments());
      generator.writeNumberField("blocks", report.blocks());
      generator.writeNumberField("bytes", report.bytes());
      generator.writeNumberField("hashedBlocks", report.hashedBlocks());
      generator.writeNumberField("damagedBlocks", report.damagedBlocks());
      generator.writeEndObject();
      generator.writeRaw('\n');
    }
  }

  private static void writeDamaged(
      JsonGenerator generator, SegmentId id, int block, boolean opaque) {
    try {
      generator.writeStartObject();
      generator.writeStringField("id", id.toString());
      generator.writeNumberField("block", block);
      generator.writeBooleanField("opaque", opaque);
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is done about a damaged block. */
  private interface Damage {
    void found(SegmentId id, int block, boolean opaque);
  }

  private static MaintenanceListener listener(ContentCache cache, ProgressBar bar, Damage damage) {
    OptionalLong size = OptionalLong.of(cache.size());
    return new MaintenanceListener() {
      @Override
      public void progress(long bytes) {
        bar.show(bytes, size, "verified");
      }

      @Override
      public void damaged(SegmentId segment, int block, boolean opaque) {
        damage.found(segment, block, opaque);
      }
    };
  }
}
