package org.peerdist.launcher;

import java.io.IOException;
import org.peerdist.cache.ContentCache;
import org.peerdist.content.ContentTag;
import org.peerdist.launcher.internal.ByteText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Empties the content cache. */
@Command(name = "clear", description = "Deletes all that is in the content cache, or a part of it.")
final class CacheClearCommand extends Subcommand {
  @Option(
      names = "--tag",
      paramLabel = "TAG",
      converter = TagOption.Converter.class,
      description = "Only what was fetched for this application: a name, or 32 hexadecimal digits.")
  private ContentTag tag;

  @Mixin private CacheFolders folders;

  @Override
  void run() throws CommandFailure, IOException {
    try (ContentCache cache = folders.openAsItIs()) {
      System.out.println(clear(cache, tag));
    }
  }

  /** Deletes what an application has, or all for null, and says how much that was. */
  static String clear(ContentCache cache, ContentTag tag) throws IOException {
    if (tag != null) {
      return "deleted " + cache.maintenance().clear(tag) + " segments";
    }
    long size = cache.size();
    cache.clear();
    return "deleted " + ByteText.of((double) size);
  }
}
