package org.peerdist.launcher;

import java.io.IOException;
import java.nio.file.Path;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for the content cache. */
final class OwnCacheOptions {
  @Mixin private StateFolder state;

  @Option(
      names = "--cache-size",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      order = 70,
      description = "The most that the content cache may take (default: 5 %% of the disk).")
  private ByteSize size;

  /**
   * Opens the content cache in the state folder.
   *
   * @throws org.peerdist.cache.CacheInUseException if another process has it open
   * @throws IOException if it can't be used
   */
  ContentCache open() throws IOException {
    CacheOptions options =
        size == null ? CacheOptions.defaults() : CacheOptions.ofMaxBytes(size.bytes());
    return ContentCache.open(state.create("cache"), options);
  }

  /**
   * The name of the socket at which the process that has the cache open lets others use it.
   *
   * @throws IOException if the state folder can't be made
   */
  Path socket() throws IOException {
    return state.create().resolve("cache.socket");
  }
}
