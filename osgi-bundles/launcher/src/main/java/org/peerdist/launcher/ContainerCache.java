package org.peerdist.launcher;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.peerdist.cache.CacheMaintenance;
import org.peerdist.cache.ContentCache;
import org.peerdist.cache.MaintenanceListener;
import org.peerdist.content.ContentTag;
import org.peerdist.content.SegmentId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after the content cache of the container, while others use it. */
@Command(
    name = "peerdist:cache",
    description = {"Looks after the content cache of this container.", ""},
    commandListHeading = "%nCommands:%n")
final class ContainerCache extends ContainerCommand implements Runnable {
  private final ContainerServices services;

  @Spec private CommandSpec spec;

  ContainerCache(ContainerServices services) {
    this.services = services;
  }

  @Override
  public void run() {
    spec.commandLine().usage(out());
  }

  @Command(description = "Shows the segments in the content cache.")
  void list(
      @Option(
              names = "--tag",
              paramLabel = "TAG",
              converter = TagOption.Converter.class,
              description = "Only what was fetched for this application.")
          ContentTag tag,
      @Option(names = "--json", description = "Prints one JSON object.") boolean json)
      throws CommandFailure, IOException {
    ContentCache cache = services.neededCache();
    // What the cache has not yet written to its index is not visited.
    cache.flush();
    try (OutputStream out = new ShellStream(out())) {
      if (json) {
        try (JsonGenerator generator = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
          list(cache, tag, new CacheListJson(generator));
        }
      } else {
        list(cache, tag, new CacheListText(out, ZoneId.systemDefault()));
      }
    }
  }

  private static void list(ContentCache cache, ContentTag tag, CacheListing.Output output)
      throws IOException {
    new CacheListing(Optional.ofNullable(tag), output).show(cache);
  }

  @Command(description = "Deletes all that is in the content cache, or a part of it.")
  void clear(
      @Option(
              names = "--tag",
              paramLabel = "TAG",
              converter = TagOption.Converter.class,
              description = "Only what was fetched for this application.")
          ContentTag tag)
      throws CommandFailure, IOException {
    out().println(CacheClearCommand.clear(services.neededCache(), tag));
  }

  @Command(description = "Reads all that is in the content cache, and deletes what is damaged.")
  void verify() throws CommandFailure, IOException {
    MaintenanceListener listener =
        new MaintenanceListener() {
          @Override
          public void progress(long bytes) {}

          @Override
          public void damaged(SegmentId segment, int block, boolean opaque) {
            out().println(CacheVerifyCommand.text(segment, block, opaque));
          }
        };
    out().println(CacheVerifyCommand.text(maintenance().verify(listener)));
  }

  @Command(
      name = "export",
      description = {
        "Writes what is in the content cache, or a part of it, to a package.",
        "It has the content in the clear, and the secrets of its segments."
      })
  void exportTo(
      @Parameters(paramLabel = "FILE", description = "The package; what was there is replaced.")
          Path file,
      @Option(
              names = "--tag",
              paramLabel = "TAG",
              converter = TagOption.Converter.class,
              description = "Only what was fetched for this application.")
          ContentTag tag,
      @Option(
              names = "--content",
              paramLabel = "FILE",
              description = "Only what content information tells of; can be repeated.")
          List<Path> contents)
      throws CommandFailure, IOException {
    Set<SegmentId> ids = CacheExportCommand.ids(contents == null ? List.of() : contents);
    Predicate<ContentTag> tags = found -> tag == null || tag.equals(found);
    Predicate<SegmentId> wanted = contents == null ? id -> true : ids::contains;
    out()
        .println(
            CacheExportCommand.text(
                maintenance().exportTo(file.toAbsolutePath(), tags, wanted, bytes -> {})));
  }

  @Command(name = "import", description = "Stores what is in a package in the content cache.")
  void importFrom(@Parameters(paramLabel = "FILE", description = "The package.") Path file)
      throws CommandFailure, IOException {
    out().println(CacheImportCommand.text(maintenance().importFrom(file, bytes -> {})));
  }

  private CacheMaintenance maintenance() throws CommandFailure {
    return services.neededCache().maintenance();
  }
}
