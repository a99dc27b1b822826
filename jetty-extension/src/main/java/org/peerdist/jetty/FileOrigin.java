package org.peerdist.jetty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.peerdist.api.Owner;
import org.peerdist.api.PublishingSession;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.HashingOptions;
import org.peerdist.hashgen.PublicationCache;
import org.peerdist.hashgen.PublishingLimits;
import org.peerdist.hashgen.PublishingOptions;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.hashgen.PublishingStatistics;
import org.peerdist.origin.OriginStatistics;

/**
 * An origin on a folder: its files with directory listings, ranges and entity tags, and their
 * hashes for clients that ask for them. Put {@link #handler()} into a server, and close this after
 * the server has stopped. Safe for use by many threads.
 */
public final class FileOrigin implements AutoCloseable {
  private final PublishingService publishing;
  private final PeerDistHandler handler;

  private FileOrigin(PublishingService publishing, PeerDistHandler handler) {
    this.publishing = publishing;
    this.handler = handler;
  }

  /**
   * Starts to describe an origin.
   *
   * @param folder what {@code /} stands for
   * @param cacheFolder where the hashes are kept, with nothing else in it
   * @param passphrase what the server secrets come from
   * @return the description
   */
  public static Builder builder(Path folder, Path cacheFolder, ServerPassphrase passphrase) {
    return new Builder(folder, cacheFolder, passphrase);
  }

  /**
   * What answers the requests.
   *
   * @return a handler that is not started
   */
  public Handler handler() {
    return handler;
  }

  /**
   * What was answered so far.
   *
   * @return counters that go on counting
   */
  public OriginStatistics statistics() {
    return handler.statistics();
  }

  /**
   * What was hashed so far.
   *
   * @return counters that go on counting
   */
  public PublishingStatistics publishingStatistics() {
    return publishing.statistics();
  }

  /**
   * The publication cache.
   *
   * @return the cache, which this closes
   */
  public PublicationCache cache() {
    return publishing.cache();
  }

  /**
   * Waits until the hashes of all files that were in the folder at the start are there. Does not
   * wait if they are made for those files only that a client asks for.
   *
   * @param timeout how long to wait for them
   * @return false if that was not long enough; the work goes on
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean awaitPublished(Duration timeout) throws InterruptedException {
    return publishing.awaitPublished(timeout);
  }

  /** Stops hashing, and closes the publication cache. */
  @Override
  public void close() throws IOException {
    publishing.close();
  }

  /** The description of an origin. For one thread. */
  public static final class Builder {
    private final Path folder;
    private final Path cacheFolder;
    private final ServerPassphrase passphrase;
    private ContentVersion highestVersion = ContentVersion.V2;
    private PublishingOptions options = PublishingOptions.DEFAULT;
    private boolean publish;

    private Builder(Path folder, Path cacheFolder, ServerPassphrase passphrase) {
      this.folder = folder;
      this.cacheFolder = cacheFolder;
      this.passphrase = passphrase;
    }

    /**
     * The highest version of content information to give out, and to make.
     *
     * @param version 2 unless set
     * @return this
     */
    public Builder highestVersion(ContentVersion version) {
      this.highestVersion = version;
      this.options = options.withHighestVersion(version);
      return this;
    }

    /**
     * How to hash.
     *
     * @param hashing {@link HashingOptions#defaults()} unless set
     * @return this
     */
    public Builder hashingOptions(HashingOptions hashing) {
      this.options = options.withHashing(hashing);
      return this;
    }

    /**
     * How much hashing may go on.
     *
     * @param limits {@link PublishingLimits#DEFAULT} unless set
     * @return this
     */
    public Builder limits(PublishingLimits limits) {
      this.options = options.withLimits(limits);
      return this;
    }

    /**
     * How much the publication cache may hold.
     *
     * @param bytes 1 or more; 4 GiB unless set, enough for about 2.6 TB of content
     * @return this
     */
    public Builder maxCacheBytes(long bytes) {
      this.options = options.withMaxCacheBytes(bytes);
      return this;
    }

    /**
     * Whether all files are hashed at the start and when they change, and not only those that a
     * client asks for.
     *
     * @param publish false unless set
     * @return this
     */
    public Builder publish(boolean publish) {
      this.publish = publish;
      return this;
    }

    /**
     * Opens the publication cache, and starts to hash.
     *
     * @return the origin
     * @throws IOException if the folder or the cache cannot be used
     */
    public FileOrigin open() throws IOException {
      Path root = folder.toRealPath();
      if (!Files.isDirectory(root)) {
        throw new NotDirectoryException(root.toString());
      }
      PublishingService publishing = PublishingService.open(cacheFolder, passphrase, options);
      try {
        if (publish) {
          publishing.publishFolder(root);
        }
      } catch (IOException e) {
        publishing.close();
        throw e;
      }
      return new FileOrigin(publishing, handler(root, publishing.openSession(Owner.SHARED)));
    }

    private PeerDistHandler handler(Path root, PublishingSession session) {
      ResourceHandler files = new ResourceHandler();
      files.setDirAllowed(true);
      files.setAcceptRanges(true);
      // With entity tags, a file that is written twice in a second has two of them.
      files.setEtags(true);
      ContextHandler context = new ContextHandler(files, "/");
      context.setBaseResourceAsPath(root);
      PeerDistHandler handler = new PeerDistHandler(session, context);
      handler.setHighestVersion(highestVersion);
      handler.setContentLocator(ContentLocator.ofFolder(root));
      return handler;
    }
  }
}
