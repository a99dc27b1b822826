package org.peerdist.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.peerdist.cache.CacheInUseException;
import org.peerdist.cache.CacheLimit;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where the content cache is. */
final class CacheFolders {
  /** Short, as names of sockets may not be long. */
  private static final int NAME_LENGTH = 8;

  @Mixin private StateFolder state;

  @Option(
      names = "--cache-dir",
      paramLabel = "DIR[=SIZE]",
      converter = CacheSize.FolderConverter.class,
      order = 71,
      description = {
        "A folder that is there, as on another disk, to have the content",
        "cache in, with a size of its own if it is not --cache-size; can be",
        "repeated (default: one in --state)."
      })
  private List<CacheSize.FolderOption> folders = List.of();

  /** The state folder. */
  StateFolder state() {
    return state;
  }

  /**
   * Opens the content cache.
   *
   * @throws CacheInUseException if another process has it open
   * @throws IOException if it can't be used
   */
  ContentCache open(CacheOptions options) throws IOException {
    return open(options, folders);
  }

  private ContentCache open(CacheOptions options, List<CacheSize.FolderOption> where)
      throws IOException {
    if (where.isEmpty()) {
      return ContentCache.open(state.create("cache"), options);
    }
    return ContentCache.open(
        where.stream().map(folder -> folder.orElse(options.limit())).toList(), options);
  }

  /**
   * A name that no other cache has that is used with the same state folder.
   *
   * @return letters and digits; nothing for the cache in the state folder
   * @throws IOException if a folder is not there
   */
  String name() throws IOException {
    if (folders.isEmpty()) {
      return "";
    }
    List<String> paths = new ArrayList<>();
    for (CacheSize.FolderOption folder : folders) {
      paths.add(folder.path().toRealPath().toString());
    }
    if (paths.equals(List.of(state.create("cache").toRealPath().toString()))) {
      return "";
    }
    Collections.sort(paths);
    byte[] text = String.join("\n", paths).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(text).toString().substring(0, NAME_LENGTH);
  }

  /**
   * Opens the content cache so that nothing goes, whatever its size and age.
   *
   * @throws CommandFailure if another process has it open
   * @throws IOException if it can't be used
   */
  ContentCache openAsItIs() throws CommandFailure, IOException {
    CacheOptions options = new CacheOptions(CacheLimit.ofPercent(100), Optional.empty());
    return exclusively(
        () -> open(options, folders.stream().map(CacheSize.FolderOption::withoutLimit).toList()));
  }

  /** How a cache is opened. */
  @FunctionalInterface
  interface Opening {
    /** Opens it. */
    ContentCache open() throws IOException;
  }

  /** Opens a cache, and says what to do if another process has it. */
  static ContentCache exclusively(Opening opening) throws CommandFailure, IOException {
    try {
      return opening.open();
    } catch (CacheInUseException e) {
      throw new CommandFailure(
          e.getMessage() + ": stop the peer, hosted cache or download that has it, and try again",
          e);
    }
  }
}
