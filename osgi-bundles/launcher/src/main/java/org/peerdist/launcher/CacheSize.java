package org.peerdist.launcher;

import java.nio.file.Path;
import org.peerdist.cache.CacheFolder;
import org.peerdist.cache.CacheLimit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The size of the content cache as users write it: {@code 20GiB}, or {@code 10%} of the disk. */
final class CacheSize {
  private CacheSize() {}

  /** Reads a folder with its own size behind a {@code =}, or without one. */
  static FolderOption parseFolder(String text) {
    int end = text.lastIndexOf('=');
    if (end > 0) {
      try {
        return new FolderOption(
            Path.of(text.substring(0, end)), CacheLimit.parse(text.substring(end + 1)));
      } catch (IllegalArgumentException e) {
        if (isLikeASize(text.substring(end + 1))) {
          throw e;
        }
      }
    }
    return new FolderOption(Path.of(text), null);
  }

  /** Names may have a {@code =} in them, too. */
  private static boolean isLikeASize(String text) {
    return text.matches("\\s*[\\d.]+\\s*(B|KiB|MiB|GiB|TiB|%)?\\s*");
  }

  /**
   * A folder for the cache.
   *
   * @param path the folder
   * @param limit what it may take; null if nothing was said about it
   */
  record FolderOption(Path path, CacheLimit limit) {
    FolderOption withoutLimit() {
      return new FolderOption(path, null);
    }

    CacheFolder orElse(CacheLimit usual) {
      return new CacheFolder(path, limit == null ? usual : limit);
    }
  }

  /** For options. */
  static final class Converter implements ITypeConverter<CacheLimit> {
    @Override
    public CacheLimit convert(String text) {
      try {
        return CacheLimit.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** For options. */
  static final class FolderConverter implements ITypeConverter<FolderOption> {
    @Override
    public FolderOption convert(String text) {
      try {
        return parseFolder(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
