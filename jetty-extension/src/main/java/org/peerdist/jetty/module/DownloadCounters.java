package org.peerdist.jetty.module;

import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;
import org.peerdist.client.DownloadLog;

/**
 * What a client downloaded, or {@code get} with the cache of a server, for JMX. Safe for use by
 * many threads.
 */
@ManagedObject("PeerDist: what was downloaded with the cache of this server")
public final class DownloadCounters {
  private final DownloadLog downloads;

  /**
   * The counters of downloads.
   *
   * @param downloads which, those to come too
   */
  public DownloadCounters(DownloadLog downloads) {
    this.downloads = downloads;
  }

  /**
   * See {@link DownloadLog#active}.
   *
   * @return a count
   */
  @ManagedAttribute("downloads in flight")
  public long getActive() {
    return downloads.active();
  }

  /**
   * See {@link DownloadLog#ended}.
   *
   * @return a count
   */
  @ManagedAttribute("downloads that have ended")
  public long getEnded() {
    return downloads.ended();
  }

  /**
   * See {@link DownloadLog#failed}.
   *
   * @return a count
   */
  @ManagedAttribute("downloads that have failed")
  public long getFailed() {
    return downloads.failed();
  }

  /**
   * See {@link DownloadLog#bytesFromCache}.
   *
   * @return bytes
   */
  @ManagedAttribute("bytes from the cache")
  public long getBytesFromCache() {
    return downloads.bytesFromCache();
  }

  /**
   * See {@link DownloadLog#bytesFromPeers}.
   *
   * @return bytes
   */
  @ManagedAttribute("bytes from peers")
  public long getBytesFromPeers() {
    return downloads.bytesFromPeers();
  }

  /**
   * See {@link DownloadLog#bytesFromHostedCache}.
   *
   * @return bytes
   */
  @ManagedAttribute("bytes from hosted caches")
  public long getBytesFromHostedCache() {
    return downloads.bytesFromHostedCache();
  }

  /**
   * See {@link DownloadLog#bytesFromOrigin}.
   *
   * @return bytes
   */
  @ManagedAttribute("bytes from origins")
  public long getBytesFromOrigin() {
    return downloads.bytesFromOrigin();
  }

  /**
   * See {@link DownloadLog#savedBytes}.
   *
   * @return bytes; less than 0 if hashes have not paid yet
   */
  @ManagedAttribute("bytes that the network was spared")
  public long getSavedBytes() {
    return downloads.savedBytes();
  }
}
