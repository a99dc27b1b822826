package org.peerdist.launcher;

import java.io.IOException;
import java.nio.file.Path;
import org.peerdist.cache.CacheLimit;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for the content cache. */
final class OwnCacheOptions {
  @Mixin private CacheFolders folders;

  @Option(
      names = "--cache-size",
      paramLabel = "SIZE",
      converter = CacheSize.Converter.class,
      order = 70,
      description = {
        "The most that the content cache may take, such as 20GiB, or a part",
        "of the disk, such as 20%% (default: 5%%)."
      })
  private CacheLimit size;

  @Option(
      names = "--cache-age",
      paramLabel = "AGE",
      converter = CacheAge.Converter.class,
      order = 72,
      description = {
        "Drops from the content cache what nobody used for so long, such as",
        "90d or 12h (default: 28d; never keeps all for which there is room)."
      })
  private CacheAge age;

  /**
   * Opens the content cache.
   *
   * @throws org.peerdist.cache.CacheInUseException if another process has it open
   * @throws IOException if it can't be used
   */
  ContentCache open() throws IOException {
    CacheOptions options = CacheOptions.defaults();
    options = size == null ? options : options.withLimit(size);
    options = age == null ? options : options.withMaxAge(age.value());
    return folders.open(options);
  }

  /** The state folder. */
  StateFolder state() {
    return folders.state();
  }

  /**
   * The name of the socket at which the process that has the cache open lets others use it: another
   * one for each cache, as several may be used with one state folder.
   *
   * @throws IOException if the state folder can't be made, or a folder of the cache is not there
   */
  Path socket() throws IOException {
    String name = folders.name();
    return folders
        .state()
        .create()
        .resolve("cache" + (name.isEmpty() ? "" : "-" + name) + ".socket");
  }
}
