package org.peerdist.cache;

import java.io.IOException;
import java.nio.file.Path;
import org.peerdist.cache.internal.SharedCacheListener;

/**
 * Lets other processes of the same user use a content cache that this one has open, over a socket
 * in the file system.
 */
public final class SharedCacheServer implements AutoCloseable {
  private final SharedCacheListener listener;

  private SharedCacheServer(SharedCacheListener listener) {
    this.listener = listener;
  }

  /**
   * Starts to accept connections.
   *
   * @param cache the cache, which has to be open as long as this runs
   * @param downloads is told what these processes fetched
   * @param host what this process is
   * @param socket the name of the socket; what an ended process left there is replaced
   * @return what to close in the end
   * @throws IOException if there can't be a socket of this name
   * @throws UnsupportedOperationException if there are no such sockets on this system
   */
  public static SharedCacheServer start(
      ContentCache cache, SharedDownloads downloads, SharedCacheHost host, Path socket)
      throws IOException {
    return new SharedCacheServer(SharedCacheListener.start(cache, downloads, host, socket));
  }

  /** Ends all connections, and removes the socket. */
  @Override
  public void close() throws IOException {
    listener.close();
  }
}
