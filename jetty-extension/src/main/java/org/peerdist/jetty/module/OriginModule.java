package org.peerdist.jetty.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.peerdist.api.Owner;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.KeptPassphrase;
import org.peerdist.hashgen.PublishingOptions;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.jetty.ContentLocator;
import org.peerdist.jetty.PeerDistHandler;
import org.peerdist.origin.HitMode;
import org.peerdist.wire.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The module {@code peerdist}: hashes for everything that a server serves. Settings are texts, as
 * they stand in an ini file; each is refused with one sentence. For one thread.
 */
public final class OriginModule {
  private static final Logger LOG = LoggerFactory.getLogger(OriginModule.class);

  /** POLICY: the hashes of less are not worth another way to the server and to peers. */
  private static final long MIN_SIZE = 64 * 1024;

  private final StateFolder state;
  private final List<Path> published = new ArrayList<>();
  private Path passphraseFile;
  private PublishingOptions options = PublishingOptions.DEFAULT;
  private ContentVersion highestVersion = ContentVersion.V2;
  private HitMode hitMode = HitMode.ABORT;
  private long minSize = MIN_SIZE;
  private String[] includedPaths = {};
  private String[] excludedPaths = {};
  private String[] includedTypes = {};
  private String[] excludedTypes = {};

  /**
   * A module with the usual settings.
   *
   * @param base the folder that relative paths begin at, {@code $JETTY_BASE}
   */
  public OriginModule(String base) {
    state = new StateFolder(base);
  }

  /**
   * {@code peerdist.state}: where the secret and the hashes are kept.
   *
   * @param folder {@code var/peerdist} unless set
   */
  public void setState(String folder) {
    state.set(folder);
  }

  /**
   * {@code peerdist.passphrase.file}: what the server's secrets come from, all bytes of the file.
   *
   * @param file a file; without one, a random passphrase is made once and kept
   */
  public void setPassphraseFile(String file) {
    passphraseFile = file.isBlank() ? null : state.resolve(file);
  }

  /**
   * {@code peerdist.publish}: whose files are hashed at the start and when they change.
   *
   * @param folders folders with commas between them; none unless set
   */
  public void setPublish(String folders) {
    for (String folder : Settings.list(folders)) {
      published.add(state.resolve(folder));
    }
  }

  /**
   * {@code peerdist.contentVersion}: the highest version of content information to give out.
   *
   * @param version 1 or 2; 2 unless set
   */
  public void setContentVersion(String version) {
    long number = Settings.number("peerdist.contentVersion", version, 1, 2);
    highestVersion = number == 1 ? ContentVersion.V1 : ContentVersion.V2;
    options = options.withHighestVersion(highestVersion);
  }

  /**
   * {@code peerdist.cacheSize}: how much the hashes may take on the disk.
   *
   * @param bytes 1 or more; 4 GiB unless set
   */
  public void setCacheSize(String bytes) {
    options =
        options.withMaxCacheBytes(Settings.number("peerdist.cacheSize", bytes, 1, Long.MAX_VALUE));
  }

  /**
   * {@code peerdist.minSize}: the length of a content below which there are no hashes for it.
   *
   * @param bytes 0 or more; 64 KiB unless set
   */
  public void setMinSize(String bytes) {
    minSize = Settings.number("peerdist.minSize", bytes, 0, Long.MAX_VALUE);
  }

  /**
   * {@code peerdist.hitMode}: what happens to an application when hashes were sent instead of what
   * it writes.
   *
   * @param mode {@code abort} or {@code discard}, see {@link HitMode}; {@code abort} unless set
   */
  public void setHitMode(String mode) {
    hitMode = Settings.word("peerdist.hitMode", mode, HitMode.class);
  }

  /**
   * {@code peerdist.includedPaths}: limits hashes to paths.
   *
   * @param paths path specifications with commas between them; all unless set
   */
  public void setIncludedPaths(String paths) {
    includedPaths = Settings.list(paths);
  }

  /**
   * {@code peerdist.excludedPaths}: keeps hashes away from paths.
   *
   * @param paths path specifications with commas between them; none unless set
   */
  public void setExcludedPaths(String paths) {
    excludedPaths = Settings.list(paths);
  }

  /**
   * {@code peerdist.includedTypes}: limits hashes to media types.
   *
   * @param types types with commas between them; all unless set
   */
  public void setIncludedTypes(String types) {
    includedTypes = Settings.list(types);
  }

  /**
   * {@code peerdist.excludedTypes}: keeps hashes away from media types.
   *
   * @param types types with commas between them; none unless set
   */
  public void setExcludedTypes(String types) {
    excludedTypes = Settings.list(types);
  }

  /**
   * Starts to hash, and puts the handler around what the server has so far. What was started ends
   * when the server stops, which cannot be started again then.
   *
   * @param server a server that is not started
   * @return the handler
   * @throws IOException in one sentence, if a file or folder cannot be used
   */
  public PeerDistHandler install(Server server) throws IOException {
    for (Path folder : published) {
      if (!Files.isDirectory(folder)) {
        throw new NotDirectoryException("peerdist.publish=" + folder + ": there is no such folder");
      }
    }
    PublishingService publishing =
        PublishingService.open(state.folder("publications"), passphrase(), options);
    PeerDistHandler handler = handler(server, publishing);
    try {
      for (Path folder : published) {
        publishing.publishFolder(folder);
      }
    } catch (IOException e) {
      publishing.close();
      throw e;
    }
    // Before the handlers inside, so that it ends after them.
    handler.addBean(new Ending(publishing));
    server.insertHandler(handler);
    LOG.info("Hashes are kept in {}; published folders: {}", state.folder(""), published);
    return handler;
  }

  private ServerPassphrase passphrase() throws IOException {
    if (passphraseFile == null) {
      return new KeptPassphrase(state.file("secret")).read();
    }
    byte[] bytes = Files.readAllBytes(passphraseFile);
    if (bytes.length == 0) {
      throw new IOException("peerdist.passphrase.file=" + passphraseFile + ": the file is empty");
    }
    return new ServerPassphrase(Bytes.copyOf(bytes));
  }

  private PeerDistHandler handler(Server server, PublishingService publishing) {
    PeerDistHandler handler = new PeerDistHandler(publishing.openSession(Owner.SHARED));
    handler.setHighestVersion(highestVersion);
    handler.setContentLocator(ContentLocator.ofContexts(server));
    handler.setHitMode(hitMode);
    handler.setMinSize(minSize);
    handler.includePaths(includedPaths);
    handler.excludePaths(excludedPaths);
    handler.includeMimeTypes(includedTypes);
    handler.excludeMimeTypes(excludedTypes);
    return handler;
  }
}
