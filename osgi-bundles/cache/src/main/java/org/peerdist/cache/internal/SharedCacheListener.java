package org.peerdist.cache.internal;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.peerdist.cache.ContentCache;
import org.peerdist.cache.SharedCacheHost;
import org.peerdist.cache.SharedDownloads;
import org.peerdist.wire.WireFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets other processes of the same user use a content cache that this one has open, over a socket
 * in the file system. It has a thread for each connection.
 */
public final class SharedCacheListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SharedCacheListener.class);

  /** POLICY: more than some commands at once need; who comes later does without a cache. */
  private static final int MOST_CONNECTIONS = 64;

  private final ContentCache cache;
  private final SharedDownloads downloads;
  private final SharedCacheHost host;
  private final Path file;
  private final ServerSocketChannel server;
  private final Object socketKey;
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

  private SharedCacheListener(
      ContentCache cache,
      SharedDownloads downloads,
      SharedCacheHost host,
      Path file,
      ServerSocketChannel server)
      throws IOException {
    this.cache = cache;
    this.downloads = downloads;
    this.host = host;
    this.file = file;
    this.server = server;
    this.socketKey = key(file);
  }

  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /**
   * Starts to accept connections.
   *
   * @param cache the cache, which has to be open as long as this runs
   * @param downloads is told what these processes fetched
   * @param host what this process is
   * @param file the name of the socket; what an ended process left there is replaced
   * @return what to close in the end
   * @throws IOException if there can't be a socket of this name
   */
  public static SharedCacheListener start(
      ContentCache cache, SharedDownloads downloads, SharedCacheHost host, Path file)
      throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    SharedCacheListener shared;
    try {
      // Whoever has the cache open is the only one to use this name.
      Files.deleteIfExists(file);
      server.bind(UnixDomainSocketAddress.of(file));
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
      shared = new SharedCacheListener(cache, downloads, host, file, server);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    start(shared::accept, "peerdist-shared-cache");
    return shared;
  }

  private static void start(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = server.accept();
        if (connections.size() >= MOST_CONNECTIONS) {
          connection.close();
          continue;
        }
        connections.add(connection);
        start(() -> serve(connection), "peerdist-shared-cache-connection");
      }
    } catch (ClosedChannelException e) {
      LOG.debug("No longer shared: {}", file);
    } catch (IOException e) {
      LOG.warn("The content cache is no longer shared with other commands: {}", e.toString());
    }
  }

  private void serve(SocketChannel connection) {
    SharedCache shared = new SharedCache(cache, downloads);
    try (connection) {
      FrameChannel frames = new FrameChannel(connection);
      frames.write(SharedCache.greeting(cache.limit(), host));
      while (true) {
        frames.write(shared.answer(frames.read()));
      }
    } catch (EOFException | ClosedChannelException e) {
      LOG.debug("A command has finished with the cache");
    } catch (IOException | WireFormatException | IllegalStateException e) {
      LOG.debug("A command uses the cache no longer: {}", e.toString());
    } finally {
      shared.end();
      connections.remove(connection);
    }
  }

  /** Ends all connections, and removes the socket, unless the next one has replaced it already. */
  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel connection : connections) {
      connection.close();
    }
    if (Files.exists(file) && Objects.equals(socketKey, key(file))) {
      Files.deleteIfExists(file);
    }
  }
}
