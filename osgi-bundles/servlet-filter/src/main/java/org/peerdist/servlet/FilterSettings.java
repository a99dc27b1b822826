package org.peerdist.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.KeptFile;
import org.peerdist.hashgen.KeptPassphrase;
import org.peerdist.hashgen.PublishingOptions;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.wire.Bytes;

/**
 * The parameters of a filter, as they stand in {@code web.xml}: texts, under the module's names.
 */
final class FilterSettings {
  private final FilterConfig config;

  FilterSettings(FilterConfig config) {
    this.config = config;
  }

  /** {@code state}, without which there is nowhere to keep the secret. */
  private Path state() throws ServletException {
    String state = text("state");
    if (state.isEmpty()) {
      throw new ServletException(
          "The filter "
              + config.getFilterName()
              + " needs the init-param state: a folder for its secret and the hashes");
    }
    return path("state", state).toAbsolutePath();
  }

  private String text(String name) {
    String value = config.getInitParameter(name);
    return value == null ? "" : value.strip();
  }

  private List<String> list(String name) {
    return Arrays.stream(text(name).split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static Path path(String name, String text) throws ServletException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new ServletException(name + "=" + text + ": " + e.getMessage(), e);
    }
  }

  private long number(String name, long usual, long least, long most) throws ServletException {
    String text = text(name);
    if (text.isEmpty()) {
      return usual;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new ServletException(
        name + "=" + text + ": a whole number from " + least + " to " + most + " is expected");
  }

  /** {@code contentVersion}: the highest version of content information to give out, 1 or 2. */
  ContentVersion highestVersion() throws ServletException {
    return number("contentVersion", 2, 1, 2) == 1 ? ContentVersion.V1 : ContentVersion.V2;
  }

  /** {@code minSize}: the length of a content below which there are no hashes for it. */
  long minSize(long usual) throws ServletException {
    return number("minSize", usual, 0, Long.MAX_VALUE);
  }

  /** {@code includedTypes} and {@code excludedTypes}: media types with commas between them. */
  Predicate<String> types() {
    List<String> included = lower(list("includedTypes"));
    List<String> excluded = lower(list("excludedTypes"));
    return type -> (included.isEmpty() || included.contains(type)) && !excluded.contains(type);
  }

  private static List<String> lower(List<String> types) {
    return types.stream().map(type -> type.toLowerCase(Locale.ROOT)).toList();
  }

  /**
   * Opens what {@code state}, {@code passphraseFile}, {@code cacheSize} and {@code publish} tell.
   *
   * @throws ServletException in one sentence, if something is wrong with them
   */
  PublishingService open() throws ServletException {
    Path state = state();
    PublishingOptions options = options();
    PublishingService service;
    try {
      Path folder = create(state);
      service =
          PublishingService.open(create(folder.resolve("publications")), key(folder), options);
    } catch (IOException e) {
      throw new ServletException("state=" + state + " cannot be used: " + e.getMessage(), e);
    }
    for (String folder : list("publish")) {
      publish(service, path("publish", folder));
    }
    return service;
  }

  private PublishingOptions options() throws ServletException {
    PublishingOptions usual = PublishingOptions.DEFAULT.withHighestVersion(highestVersion());
    return text("cacheSize").isEmpty()
        ? usual
        : usual.withMaxCacheBytes(number("cacheSize", 1, 1, Long.MAX_VALUE));
  }

  private ServerPassphrase key(Path folder) throws IOException, ServletException {
    String file = text("passphraseFile");
    if (file.isEmpty()) {
      return new KeptPassphrase(folder.resolve("secret")).read();
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path("passphraseFile", file));
    } catch (IOException e) {
      throw new ServletException("passphraseFile=" + file + " cannot be read", e);
    }
    if (bytes.length == 0) {
      throw new ServletException("passphraseFile=" + file + ": the file is empty");
    }
    return new ServerPassphrase(Bytes.copyOf(bytes));
  }

  private static void publish(PublishingService service, Path folder) throws ServletException {
    try {
      if (!Files.isDirectory(folder)) {
        throw new IOException("no such folder");
      }
      service.publishFolder(folder);
    } catch (IOException e) {
      try {
        service.close();
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw new ServletException("publish=" + folder + ": " + e.getMessage(), e);
    }
  }

  private static Path create(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, KeptFile.permissions(folder, "rwx------"));
    }
    return folder;
  }
}
