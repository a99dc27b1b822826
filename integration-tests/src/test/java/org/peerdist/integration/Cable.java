package org.peerdist.integration;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A cable between two network interfaces that it makes (TAP devices), with the faults that cables
 * have: every Ethernet frame comes late, and some are lost. What the kernel has for that (netem) is
 * not in every kernel. Counts the bytes of frames that went through, and tells when so many did.
 */
final class Cable implements AutoCloseable {
  private static final Path DEVICE = Path.of("/dev/net/tun");
  private static final int READ_AND_WRITE = 2;
  private static final long SET_INTERFACE = 0x400454ca;
  private static final short TAP_OF_FRAMES_ALONE = 0x1002;
  private static final int INTERFACE_REQUEST = 40;
  private static final int NAME_LENGTH = 16;
  private static final int FRAME = 2048;

  /** Frames that are on their way: more are lost. */
  private static final int MOST_FRAMES = 4096;

  /**
   * How a cable treats frames.
   *
   * @param delay how long each of them takes, in either direction
   * @param loss the share that is lost, 0 to 1
   * @param seed decides which
   */
  record Quality(Duration delay, double loss, long seed) {
    static final Quality PERFECT = new Quality(Duration.ZERO, 0, 0);
  }

  /** The functions of the C library. */
  private interface LibC extends Library {
    int open(String path, int flags) throws LastErrorException;

    int ioctl(int file, NativeLong request, byte[] argument) throws LastErrorException;

    NativeLong read(int file, ByteBuffer buffer, NativeLong length) throws LastErrorException;

    NativeLong write(int file, ByteBuffer buffer, NativeLong length) throws LastErrorException;

    int close(int file) throws LastErrorException;
  }

  private record Frame(ByteBuffer data, long due) {}

  private record Mark(long bytes, Runnable action) {}

  private static final Mark NEVER = new Mark(Long.MAX_VALUE, () -> {});

  private final LibC libC = Native.load("c", LibC.class);
  private final Quality quality;
  private final int[] ends;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicReference<Mark> mark = new AtomicReference<>(NEVER);
  private volatile boolean closed;

  /**
   * Makes the interfaces, which can be moved to other namespaces and are gone with the cable.
   *
   * @param one the name of the interface at one end
   * @param other the name of that at the other end
   * @param quality how frames get through
   */
  Cable(String one, String other, Quality quality) throws IOException {
    this.quality = quality;
    ends = new int[] {open(one), open(other)};
    connect(ends[0], ends[1], quality.seed());
    connect(ends[1], ends[0], quality.seed() + 1);
  }

  /** Whether this machine lets us make such interfaces. */
  static boolean isPossible() {
    return Files.isWritable(DEVICE);
  }

  private int open(String name) throws IOException {
    byte[] request = new byte[INTERFACE_REQUEST];
    byte[] nameBytes = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(nameBytes, 0, request, 0, nameBytes.length);
    ByteBuffer.wrap(request)
        .order(ByteOrder.nativeOrder())
        .putShort(NAME_LENGTH, TAP_OF_FRAMES_ALONE);
    try {
      int file = libC.open(DEVICE.toString(), READ_AND_WRITE);
      libC.ioctl(file, new NativeLong(SET_INTERFACE), request);
      return file;
    } catch (LastErrorException e) {
      throw new IOException("interface " + name + ": " + e.getMessage(), e);
    }
  }

  private void connect(int from, int to, long seed) {
    BlockingQueue<Frame> way = new LinkedBlockingQueue<>(MOST_FRAMES);
    start(() -> receive(from, way, new Random(seed)));
    start(() -> send(to, way));
  }

  private void start(Runnable part) {
    Thread thread = new Thread(part, "cable");
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  private void receive(int from, BlockingQueue<Frame> way, Random random) {
    ByteBuffer frame = ByteBuffer.allocateDirect(FRAME);
    while (!closed) {
      try {
        int length = libC.read(from, frame, new NativeLong(FRAME)).intValue();
        if (random.nextDouble() >= quality.loss()) {
          ByteBuffer copy = ByteBuffer.allocateDirect(length).put(frame.slice(0, length)).flip();
          way.offer(new Frame(copy, System.nanoTime() + quality.delay().toNanos()));
        }
      } catch (LastErrorException e) {
        // The interface is down; the next read waits, or there is no interface any more.
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private void send(int to, BlockingQueue<Frame> way) {
    try {
      while (!closed) {
        Frame frame = way.take();
        for (long wait = frame.due() - System.nanoTime();
            wait > 0;
            wait = frame.due() - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        write(to, frame.data());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(int to, ByteBuffer data) {
    try {
      libC.write(to, data, new NativeLong(data.remaining()));
      count(data.remaining());
    } catch (LastErrorException e) {
      // As with any cable: nobody hears what is sent to an interface that is down.
    }
  }

  private void count(int length) {
    long now = bytes.addAndGet(length);
    Mark reached = mark.get();
    if (now >= reached.bytes() && mark.compareAndSet(reached, NEVER)) {
      reached.action().run();
    }
  }

  /** The bytes of all frames that went through, in both directions. */
  long bytes() {
    return bytes.get();
  }

  /** Does something when so many more bytes went through; replaces what was to be done before. */
  void after(long more, Runnable action) {
    mark.set(new Mark(bytes.get() + more, action));
  }

  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
    for (int end : ends) {
      libC.close(end);
    }
  }
}
