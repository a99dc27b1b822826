package org.peerdist.hashgen.osgi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.peerdist.configuration.ByteCount;
import org.peerdist.configuration.HomePath;
import org.peerdist.configuration.SettingException;
import org.peerdist.configuration.Settings;
import org.peerdist.configuration.osgi.ServiceKind;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.KeptFile;
import org.peerdist.hashgen.KeptPassphrase;
import org.peerdist.hashgen.PublishingOptions;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.wire.Bytes;

/** How the publishing of hashes is made from its configuration. */
final class PublishingKind implements ServiceKind<PublishingSettings, PublishingService> {
  static final String PID = "org.peerdist.publisher";

  @Override
  public String pid() {
    return PID;
  }

  @Override
  public Class<PublishingService> type() {
    return PublishingService.class;
  }

  @Override
  public PublishingSettings read(Settings settings) throws SettingException {
    PublishingOptions usual = PublishingOptions.DEFAULT;
    int version = settings.number("content.version", 2, 1, 2);
    return new PublishingSettings(
        settings.value("state", HomePath.parse("~/.peerdist"), HomePath::parse),
        settings.value("passphrase.file", Optional.empty(), text -> Optional.of(file(text))),
        settings.values("folders", PublishingKind::folder),
        usual
            .withHighestVersion(version == 1 ? ContentVersion.V1 : ContentVersion.V2)
            .withMaxCacheBytes(
                settings.value("cache.size", usual.maxCacheBytes(), PublishingKind::size)));
  }

  private static Path file(String text) {
    Path file = HomePath.parse(text);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new IllegalArgumentException("there is no such file, or it can't be read");
    }
    return file;
  }

  private static Path folder(String text) {
    Path folder = HomePath.parse(text);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("there is no folder " + folder);
    }
    return folder;
  }

  private static long size(String text) {
    long bytes = ByteCount.parse(text);
    if (bytes < 1) {
      throw new IllegalArgumentException("at least 1 byte is expected");
    }
    return bytes;
  }

  @Override
  public PublishingService start(PublishingSettings settings) throws SettingException {
    PublishingService service = open(settings);
    try {
      publish(service, settings.folders());
      return service;
    } catch (SettingException e) {
      try {
        service.close();
      } catch (IOException more) {
        e.addSuppressed(more);
      }
      throw e;
    }
  }

  private static PublishingService open(PublishingSettings settings) throws SettingException {
    ServerPassphrase passphrase = passphrase(settings);
    try {
      return PublishingService.open(
          create(settings.state().resolve("publications")), passphrase, settings.options());
    } catch (IOException e) {
      throw new SettingException("state", String.valueOf(e.getMessage()));
    }
  }

  private static ServerPassphrase passphrase(PublishingSettings settings) throws SettingException {
    if (settings.passphrase().isEmpty()) {
      try {
        return new KeptPassphrase(create(settings.state()).resolve("secret")).read();
      } catch (IOException e) {
        throw new SettingException("state", String.valueOf(e.getMessage()));
      }
    }
    try {
      byte[] bytes = Files.readAllBytes(settings.passphrase().get());
      if (bytes.length == 0) {
        throw new SettingException("passphrase.file", "the file is empty");
      }
      return new ServerPassphrase(Bytes.copyOf(bytes));
    } catch (IOException e) {
      throw new SettingException("passphrase.file", String.valueOf(e.getMessage()));
    }
  }

  private static Path create(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, KeptFile.permissions(folder, "rwx------"));
    }
    return folder;
  }

  private static void publish(PublishingService service, List<Path> folders)
      throws SettingException {
    try {
      for (Path folder : folders) {
        service.publishFolder(folder);
      }
    } catch (IOException e) {
      throw new SettingException("folders", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public boolean exclude(PublishingSettings one, PublishingSettings other) {
    return one.state().equals(other.state());
  }
}
