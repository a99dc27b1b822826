package org.peerdist.discovery.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.peerdist.wire.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that receives from many channels. Safe for use by many threads. */
public final class Receiver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

  /** POLICY: so many datagrams are taken from one channel before the others have their turn. */
  private static final int TURN = 64;

  private static final int BUFFER_SIZE = 65_536;

  private final Selector selector;
  private final DatagramHandler handler;
  private final Thread thread;

  /** What is attached to a channel: at which interface did it get something from a source. */
  private interface LinkFinder extends Function<InetSocketAddress, Optional<LocalLink>> {}

  private Receiver(Selector selector, String name, DatagramHandler handler) {
    this.selector = selector;
    this.handler = handler;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /**
   * Starts the thread.
   *
   * @param name its name
   * @param handler what takes the datagrams
   * @return the receiver
   * @throws IOException if the system has no selector to give
   */
  public static Receiver start(String name, DatagramHandler handler) throws IOException {
    Receiver receiver = new Receiver(Selector.open(), name, handler);
    receiver.thread.start();
    return receiver;
  }

  void add(DatagramChannel channel, Function<InetSocketAddress, Optional<LocalLink>> linkOf)
      throws IOException {
    channel.configureBlocking(false);
    LinkFinder finder = linkOf::apply;
    channel.register(selector, SelectionKey.OP_READ, finder);
    selector.wakeup();
  }

  private void run() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
    while (selector.isOpen()) {
      try {
        selector.select(key -> receive(key, buffer));
      } catch (java.nio.channels.ClosedSelectorException e) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException("discovery can't receive", e);
      }
    }
  }

  private void receive(SelectionKey key, ByteBuffer buffer) {
    DatagramChannel channel = (DatagramChannel) key.channel();
    LinkFinder linkOf = (LinkFinder) key.attachment();
    try {
      for (int i = 0; i < TURN; i++) {
        buffer.clear();
        InetSocketAddress source = (InetSocketAddress) channel.receive(buffer);
        if (source == null) {
          return;
        }
        Optional<LocalLink> link = linkOf.apply(source);
        if (link.isPresent()) {
          handle(buffer.flip(), source, link.get(), reply -> send(channel, reply, source));
        }
      }
    } catch (ClosedChannelException e) {
      key.cancel();
    } catch (IOException e) {
      LOG.debug("discovery: receiving failed: {}", e.getMessage());
    }
  }

  private void handle(
      ByteBuffer datagram, InetSocketAddress source, LocalLink link, Consumer<Bytes> reply) {
    try {
      handler.received(datagram, source, link, reply);
    } catch (RuntimeException e) {
      // A mistake of ours or of whoever listens to us must not make this machine deaf.
      LOG.error("discovery: a datagram of {} was not handled", source, e);
    }
  }

  private static void send(DatagramChannel channel, Bytes datagram, InetSocketAddress target) {
    try {
      channel.send(datagram.asByteBuffer(), target);
    } catch (IOException e) {
      LOG.debug("discovery: no answer to {}: {}", target, e.toString());
    }
  }

  /** Ends the thread. The channels are their owners' to close. */
  @Override
  public void close() {
    try {
      selector.close();
    } catch (IOException e) {
      LOG.debug("discovery: closing failed: {}", e.getMessage());
    }
    Timers.join(thread);
  }
}
