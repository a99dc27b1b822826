package org.peerdist.launcher;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.Optional;
import org.peerdist.cache.ContentCache;
import org.peerdist.content.ContentTag;
import org.peerdist.launcher.internal.StandardOutput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what is in the content cache. */
@Command(name = "list", description = "Shows the segments in the content cache.")
final class CacheListCommand extends Subcommand {
  private static final Logger LOG = LoggerFactory.getLogger(CacheListCommand.class);

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      converter = TagOption.Converter.class,
      description = "Only what was fetched for this application: a name, or 32 hexadecimal digits.")
  private ContentTag tag;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Mixin private CacheFolders folders;

  @Override
  void run() throws CommandFailure, IOException {
    try (ContentCache cache = folders.openAsItIs();
        OutputStream out = new BufferedOutputStream(StandardOutput.stream())) {
      if (json) {
        try (JsonGenerator generator = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
          list(cache, new CacheListJson(generator));
        }
      } else {
        list(cache, new CacheListText(out, ZoneId.systemDefault()));
      }
    } catch (StandardOutput.NobodyReadsException e) {
      LOG.debug("Who reads has seen enough", e);
    }
  }

  private void list(ContentCache cache, CacheListing.Output output) throws IOException {
    new CacheListing(Optional.ofNullable(tag), output).show(cache);
  }
}
