package org.peerdist.smb.server.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client over TCP. At any time one worker at most reads its requests, carries them out and
 * writes the answers; while an answer cannot be written, no request is read.
 */
final class Connection implements Runnable, Output {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final int SCRATCH = 1 << 16;

  /** POLICY: reads in a row before other clients have their turn. */
  private static final int TURN = 32;

  /** POLICY: frames up to this length come out of what each connection may have anyway. */
  private static final int SMALL = 1 << 16;

  private static final ThreadLocal<ByteBuffer> SCRATCHES =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SCRATCH));

  private final Listener listener;
  private final SocketChannel channel;
  private final InetAddress address;
  private final Budget memory;
  private final Conversation conversation;
  private final FrameInput input = new FrameInput();
  private final Queue<OutFrame> output = new ArrayDeque<>();
  private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final Turn turn = new Turn(this::schedule);
  private final long since;
  private volatile long waitingSince;
  private volatile boolean known;
  private volatile boolean ending;
  private SelectionKey key;
  private ByteBuffer leftover;
  private long taken;
  private boolean delayed;
  private boolean starved;
  private boolean closed;

  Connection(Listener listener, SocketChannel channel, Service service) throws IOException {
    this.listener = listener;
    this.channel = channel;
    this.address = ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
    this.memory = service.memory();
    this.conversation = new Conversation(service, this);
    this.since = listener.nanoTime();
  }

  /** Has to be called once before anything else. */
  void registered(SelectionKey selectionKey) {
    key = selectionKey;
  }

  @Override
  public InetAddress address() {
    return address;
  }

  /** Whether somebody has logged in. */
  boolean isKnown() {
    return known;
  }

  /** Has a worker look after this connection soon. */
  void schedule() {
    if (calls.getAndIncrement() == 0) {
      listener.execute(this);
    }
  }

  @Override
  public void post(Runnable task) {
    mailbox.add(task);
    schedule();
  }

  /** Ends the connection with the server. */
  void end() {
    ending = true;
    post(() -> close("the server ends"));
  }

  /** Ends the connection if the client has been silent for too long. */
  void check(long nanoTime) {
    long waiting = waitingSince;
    boolean stalled = waiting != 0 && nanoTime - waiting > Limits.STALL_MILLIS * 1_000_000;
    boolean strange = !known && nanoTime - since > Limits.LOGIN_MILLIS * 1_000_000;
    if (stalled || strange) {
      post(() -> close(stalled ? "stalled" : "no login in time"));
    }
  }

  @Override
  public void run() {
    int seen = calls.get();
    try {
      if (ending || turn.take(conversation.places())) {
        work();
      } else {
        // Nobody waits for the client meanwhile.
        waitingSince = 0;
      }
    } catch (RuntimeException | Error e) {
      // A bug, or no memory: it costs this client its connection, and nobody else anything.
      fail(e);
    } finally {
      turn.giveBack();
    }
    if (calls.addAndGet(-seen) != 0) {
      listener.execute(this);
    }
  }

  private void work() {
    if (!closed) {
      try {
        runMailbox();
        serve();
        arm();
      } catch (IOException | ProtocolViolation e) {
        close(e.getMessage());
      }
    }
    if (closed && !mailbox.isEmpty()) {
      mailbox.clear();
      // It may have been told that there is memory: that is for others now.
      memory.giveBack(0);
    }
  }

  /** Closes before it tells: telling may fail, too, where there is no memory. */
  private void fail(Throwable bug) {
    Throwable all = bug;
    try {
      close("internal error");
    } catch (RuntimeException | Error e) {
      all = new IllegalStateException("closing failed, too: " + e, bug);
    }
    LOG.error("connection of {} ended", address, all);
  }

  private void runMailbox() {
    for (Runnable task = mailbox.poll(); task != null && !closed; task = mailbox.poll()) {
      task.run();
    }
  }

  private void serve() throws IOException, ProtocolViolation {
    for (int i = 0; i < TURN && !closed; i++) {
      if (!flush() || delayed || starved || !readOnce()) {
        return;
      }
      if (turn.isShortOf(conversation.places())) {
        break;
      }
    }
    schedule();
  }

  /** Reads and carries out what is there; false if nothing more is. */
  private boolean readOnce() throws IOException, ProtocolViolation {
    ByteBuffer bytes = leftover;
    leftover = null;
    int count = 0;
    if (bytes == null) {
      bytes = SCRATCHES.get().clear();
      count = FrameInput.fill(input, channel, bytes);
      if (count < 0) {
        close("client is gone");
        return false;
      }
      bytes.flip();
    }
    boolean any = bytes.hasRemaining() || count > 0;
    byte[] frame = input.next(bytes, this::admits);
    while (frame != null) {
      receive(frame);
      if (closed || !flush() || delayed || turn.isShortOf(conversation.places())) {
        break;
      }
      frame = input.next(bytes, this::admits);
    }
    if (bytes.hasRemaining()) {
      leftover = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }
    return any;
  }

  private void receive(byte[] frame) throws ProtocolViolation {
    try {
      conversation.receive(frame);
    } finally {
      giveBack();
    }
    known = conversation.isKnown();
  }

  private boolean admits(int length) throws ProtocolViolation {
    if (length > (known ? Limits.FRAME : Limits.FRAME_BEFORE_LOGIN)) {
      throw new ProtocolViolation("frame of " + length + " bytes");
    }
    starved = length > SMALL && !memory.tryTake(length, () -> post(() -> starved = false));
    if (!starved && length > SMALL) {
      taken = length;
    }
    return !starved;
  }

  private void giveBack() {
    if (taken > 0) {
      long bytes = taken;
      taken = 0;
      memory.giveBack(bytes);
    }
  }

  /** Writes what can be written, and tells whether that was all. */
  private boolean flush() throws IOException {
    for (OutFrame frame = output.peek(); frame != null; frame = output.peek()) {
      if (!frame.send(channel)) {
        return false;
      }
      output.remove().done();
    }
    return true;
  }

  @Override
  public void send(OutFrame frame) {
    if (closed) {
      frame.done();
    } else {
      output.add(frame);
    }
  }

  @Override
  public void delay(long millis) {
    delayed = true;
    listener.later(() -> post(() -> delayed = false), millis);
  }

  /** Says what this connection waits for. */
  private void arm() throws IOException {
    if (closed) {
      return;
    }
    boolean writing = !flush();
    boolean waits = writing || (input.isInFrame() && !starved && !delayed);
    waitingSince = waits ? Math.max(1, listener.nanoTime()) : 0;
    int reading = delayed || starved || writing ? 0 : SelectionKey.OP_READ;
    listener.arm(key, writing ? SelectionKey.OP_WRITE : reading);
  }

  private void close(String reason) {
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("cannot close the connection of {}", address, e);
    }
    listener.closed(this);
    LOG.debug("connection of {} ended: {}", address, reason);
    try {
      conversation.close();
    } finally {
      giveBack();
      output.forEach(OutFrame::done);
      output.clear();
    }
  }
}
