package org.peerdist.cache.internal;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.peerdist.cache.SharedCacheHost;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.content.VerifiedBlock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The content cache that another process has open. When that process ends or does not answer,
 * nothing is there any more. Safe for use by many threads.
 */
public final class SharedCacheConnections implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SharedCacheConnections.class);

  /** POLICY: so many requests at once. */
  private static final int CONNECTIONS = 8;

  private final Path file;
  private final Duration patience;
  private final Semaphore room = new Semaphore(CONNECTIONS);
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, SharedCacheConnections::timerThread);
  private final Set<Connection> announced = ConcurrentHashMap.newKeySet();
  private volatile boolean gone;
  private volatile SharedCache.Greeting greeting;

  /** A connection, and the segment that was described on it last. */
  private static final class Connection {
    final FrameChannel frames;
    Segment described;

    /** Whether it can be used once more; for whoever asks with it. */
    boolean sound = true;

    Connection(SocketChannel channel) {
      frames = new FrameChannel(channel);
    }
  }

  private SharedCacheConnections(Path file, Duration patience) {
    this.file = file;
    this.patience = patience;
    this.timer.setRemoveOnCancelPolicy(true);
  }

  private static Thread timerThread(Runnable work) {
    Thread thread = new Thread(work, "peerdist-shared-cache-timer");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Connects to the process that has the cache open.
   *
   * @param file the name of its socket
   * @param patience how long an answer may take
   * @return its cache, to be closed
   * @throws IOException if there is no such process
   */
  public static SharedCacheConnections connect(Path file, Duration patience) throws IOException {
    SharedCacheConnections store = new SharedCacheConnections(file, patience);
    try {
      store.idle.add(store.open());
      return store;
    } catch (IOException e) {
      store.close();
      throw e;
    }
  }

  /**
   * What the other process is.
   *
   * @return what it says
   */
  public SharedCacheHost host() {
    return greeting.host();
  }

  /**
   * The most bytes that the cache may have.
   *
   * @return what the other process says
   */
  public long limit() {
    return greeting.limit();
  }

  private Connection open() throws IOException {
    Connection connection = new Connection(SocketChannel.open(UnixDomainSocketAddress.of(file)));
    ScheduledFuture<?> alarm = alarm(connection);
    try {
      greeting =
          SharedCache.Greeting.read(connection.frames.read())
              .orElseThrow(
                  () -> new IOException(file + " is not the socket of a cache of this version"));
      return connection;
    } catch (IOException e) {
      connection.frames.close();
      throw e;
    } finally {
      alarm.cancel(false);
    }
  }

  private ScheduledFuture<?> alarm(Connection connection) {
    return timer.schedule(() -> close(connection), patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void close(Connection connection) {
    try {
      connection.frames.close();
    } catch (IOException e) {
      LOG.debug("Could not close a connection", e);
    }
  }

  /** Asks, about a segment or none, and copies the answer; nothing if there is none. */
  private Optional<ByteBuffer> ask(int operation, Segment segment, int index, ByteBuffer data) {
    if (gone) {
      return Optional.empty();
    }
    room.acquireUninterruptibly();
    try {
      Connection connection = idle.poll();
      return Optional.of(
          ask(connection == null ? open() : connection, operation, segment, index, data));
    } catch (IOException e) {
      if (!Thread.currentThread().isInterrupted() && !gone) {
        gone = true;
        LOG.warn("The running peer does not share its cache any more: {}", e.getMessage());
      }
      return Optional.empty();
    } finally {
      room.release();
    }
  }

  private ByteBuffer ask(
      Connection connection, int operation, Segment segment, int index, ByteBuffer data)
      throws IOException {
    try {
      return exchange(connection, operation, segment, index, data);
    } finally {
      if (connection.sound) {
        idle.push(connection);
      } else {
        close(connection);
      }
    }
  }

  private ByteBuffer exchange(
      Connection connection, int operation, Segment segment, int index, ByteBuffer data)
      throws IOException {
    connection.sound = false;
    ScheduledFuture<?> alarm = alarm(connection);
    boolean answered = false;
    try {
      boolean known = segment == null || connection.described == segment;
      ByteBuffer description = known ? ByteBuffer.allocate(0) : segment.encode();
      ByteBuffer head =
          ByteBuffer.allocate(9)
              .order(SharedCache.ORDER)
              .put((byte) operation)
              .putInt(index)
              .putInt(description.remaining())
              .flip();
      connection.frames.write(head, description, data);
      connection.described = segment;
      ByteBuffer answer = connection.frames.read();
      ByteBuffer copy = ByteBuffer.allocate(answer.remaining()).put(answer).flip();
      answered = true;
      return copy;
    } finally {
      // The alarm may have gone off just now: then the next to use it would see a closed channel.
      connection.sound = alarm.cancel(false) && answered;
    }
  }

  /**
   * Which blocks of a segment are there.
   *
   * @param segment the segment
   * @return their positions
   */
  public BitSet held(Segment segment) {
    return ask(SharedCache.HELD, segment, 0, ByteBuffer.allocate(0))
        .map(BitSet::valueOf)
        .orElseGet(BitSet::new);
  }

  /**
   * Reads a block.
   *
   * @param segment its segment
   * @param index its position in the segment
   * @return the block, verified; or nothing
   */
  public Optional<VerifiedBlock> read(Segment segment, int index) {
    Optional<ByteBuffer> data =
        ask(SharedCache.READ, segment, index, ByteBuffer.allocate(0))
            .filter(ByteBuffer::hasRemaining);
    Optional<VerifiedBlock> block = data.flatMap(bytes -> segment.verify(index, bytes));
    if (data.isPresent() && block.isEmpty()) {
      var unused = ask(SharedCache.DROP, segment, index, ByteBuffer.allocate(0));
    }
    return block;
  }

  /**
   * Stores a block, if the other process can.
   *
   * @param block the block
   */
  public void put(VerifiedBlock block) {
    var unused = ask(SharedCache.PUT, block.segment(), block.index(), block.data());
  }

  /** Tells the other process that a download goes on until this is closed. */
  public void begin() {
    var unused = ask(SharedCache.BEGIN, null, 0, ByteBuffer.allocate(0));
  }

  /**
   * Has the other process tell other machines of a sign, over a connection of its own.
   *
   * @param sign the sign
   * @return ends that
   */
  public Runnable announce(SegmentId sign) {
    if (gone) {
      return () -> {};
    }
    try {
      Connection connection = announcing(sign);
      return () -> withdraw(connection);
    } catch (IOException e) {
      LOG.debug("The running peer does not tell others of a download: {}", e.toString());
      return () -> {};
    }
  }

  private Connection announcing(SegmentId sign) throws IOException {
    Connection connection = open();
    try {
      var unused = exchange(connection, SharedCache.ANNOUNCE, null, 0, sign.value().asByteBuffer());
      announced.add(connection);
      return connection;
    } finally {
      if (!connection.sound) {
        close(connection);
      }
    }
  }

  private void withdraw(Connection connection) {
    if (announced.remove(connection)) {
      close(connection);
    }
  }

  /**
   * Tells the other process of a download.
   *
   * @param download what it was
   */
  public void tell(ByteBuffer download) {
    var unused = ask(SharedCache.TELL, null, 0, download);
  }

  /** Ends the connections. */
  @Override
  public void close() {
    gone = true;
    timer.shutdownNow();
    for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
      close(connection);
    }
    List.copyOf(announced).forEach(this::withdraw);
  }
}
