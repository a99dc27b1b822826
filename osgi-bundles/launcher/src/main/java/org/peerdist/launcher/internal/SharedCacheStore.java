package org.peerdist.launcher.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import org.peerdist.cache.SharedCacheClient;
import org.peerdist.cache.SharedCacheHost;
import org.peerdist.client.BlockStore;
import org.peerdist.client.DownloadLog;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.content.VerifiedBlock;
import org.peerdist.jetty.service.DownloadMessage;

/**
 * The content cache that another process has open, as the client's own. When that process ends or
 * does not answer, nothing is there any more. Safe for use by many threads.
 */
public final class SharedCacheStore implements BlockStore, AutoCloseable {
  private final SharedCacheClient cache;

  private SharedCacheStore(SharedCacheClient cache) {
    this.cache = cache;
  }

  /**
   * Connects to the process that has the cache open.
   *
   * @param file the name of its socket
   * @param patience how long an answer may take
   * @return its cache, to be closed
   * @throws IOException if there is no such process
   */
  public static SharedCacheStore connect(Path file, Duration patience) throws IOException {
    return new SharedCacheStore(SharedCacheClient.connect(file, patience));
  }

  /**
   * What the other process is.
   *
   * @return what it says
   */
  public SharedCacheHost host() {
    return cache.host();
  }

  @Override
  public BitSet held(Segment segment) {
    return cache.held(segment);
  }

  @Override
  public Optional<VerifiedBlock> read(Segment segment, int index) {
    return cache.read(segment, index);
  }

  @Override
  public long limit() {
    return cache.limit();
  }

  @Override
  public void put(VerifiedBlock block) {
    cache.put(block);
  }

  /** Tells the other process that a download goes on until this is closed. */
  public void begin() {
    cache.begin();
  }

  /**
   * Has the other process tell other machines that this one takes a part in something.
   *
   * @param sign its name
   * @return ends that, as does closing this
   */
  public Runnable announce(SegmentId sign) {
    return cache.announce(sign);
  }

  /**
   * Tells the other process of a download.
   *
   * @param download what it was
   */
  public void tell(DownloadLog.Entry download) {
    cache.tell(DownloadMessage.write(download));
  }

  /** Ends the connections. */
  @Override
  public void close() {
    cache.close();
  }
}
