package org.peerdist.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import org.peerdist.cache.internal.SharedCacheConnections;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.content.VerifiedBlock;

/**
 * The content cache that another process has open and {@linkplain SharedCacheServer shares}. When
 * that process ends or does not answer, nothing is there any more. Safe for use by many threads.
 */
public final class SharedCacheClient implements AutoCloseable {
  private final SharedCacheConnections connections;

  private SharedCacheClient(SharedCacheConnections connections) {
    this.connections = connections;
  }

  /**
   * Connects to the process that has the cache open.
   *
   * @param socket the name of its socket
   * @param patience how long an answer may take
   * @return its cache, to be closed
   * @throws IOException if there is no such process
   */
  public static SharedCacheClient connect(Path socket, Duration patience) throws IOException {
    return new SharedCacheClient(SharedCacheConnections.connect(socket, patience));
  }

  /**
   * What the other process is.
   *
   * @return what it says
   */
  public SharedCacheHost host() {
    return connections.host();
  }

  /**
   * The most bytes that the cache may have.
   *
   * @return what the other process says
   */
  public long limit() {
    return connections.limit();
  }

  /**
   * Which blocks of a segment are there.
   *
   * @param segment the segment
   * @return their positions
   */
  public BitSet held(Segment segment) {
    return connections.held(segment);
  }

  /**
   * Reads a block.
   *
   * @param segment its segment
   * @param index its position in the segment
   * @return the block, verified; or nothing
   */
  public Optional<VerifiedBlock> read(Segment segment, int index) {
    return connections.read(segment, index);
  }

  /**
   * Stores a block, if the other process can.
   *
   * @param block the block
   */
  public void put(VerifiedBlock block) {
    connections.put(block);
  }

  /** Tells the other process that a download goes on until this is closed. */
  public void begin() {
    connections.begin();
  }

  /**
   * Has the other process tell other machines that this one takes a part in something.
   *
   * @param sign its name
   * @return ends that, as does closing this
   */
  public Runnable announce(SegmentId sign) {
    return connections.announce(sign);
  }

  /**
   * Tells the other process of a download.
   *
   * @param download what it was, as {@link SharedDownloads#told} gets it
   */
  public void tell(ByteBuffer download) {
    connections.tell(download);
  }

  /** Ends the connections. */
  @Override
  public void close() {
    connections.close();
  }
}
