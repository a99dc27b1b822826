package org.peerdist.jetty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.peerdist.retrieval.RetrievalServer;

/**
 * Many clients of a peer on one thread. They send their requests, and take next to nothing of the
 * answers until they are told to.
 */
final class SlowReaders implements AutoCloseable {
  /** Less than a block, so that the server has to wait for the client. */
  private static final int RECEIVE_BUFFER = 16_384;

  private static final int SILENCE_MILLIS = 30_000;

  /** So many answers are here in part at most, so that memory goes to the server. */
  private static final int READING_AT_ONCE = 64;

  private final InetSocketAddress server;
  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocate(65_536);
  private final Deque<SelectionKey> waiting = new ArrayDeque<>();
  private int open;

  SlowReaders(InetSocketAddress server) throws IOException {
    this.server = server;
  }

  /** What came so far for a client. */
  private record Answer(int client, ByteArrayOutputStream bytes) {}

  /**
   * Adds a client.
   *
   * @param client its number
   * @param message what it asks
   */
  void add(int client, ByteBuffer message) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
    channel.connect(server);
    String head =
        "POST "
            + RetrievalServer.PATH
            + " HTTP/1.1\r\nHost: cache\r\nConnection: close\r\nContent-Length: "
            + message.remaining()
            + "\r\n\r\n";
    channel.write(StandardCharsets.US_ASCII.encode(head));
    channel.write(message);
    channel.configureBlocking(false);
    waiting.add(channel.register(selector, 0, new Answer(client, new ByteArrayOutputStream())));
    open++;
  }

  /**
   * Reads all answers to their ends.
   *
   * @param answers takes the number of a client and all that it got, head and body
   */
  void readAll(BiConsumer<Integer, byte[]> answers) throws IOException {
    for (int i = 0; i < READING_AT_ONCE; i++) {
      readNext();
    }
    while (open > 0) {
      if (selector.select(key -> read(key, answers), SILENCE_MILLIS) == 0) {
        throw new IOException(open + " answers don't end");
      }
    }
  }

  private void readNext() {
    SelectionKey next = waiting.poll();
    if (next != null) {
      next.interestOps(SelectionKey.OP_READ);
    }
  }

  private void read(SelectionKey key, BiConsumer<Integer, byte[]> answers) {
    Answer answer = (Answer) key.attachment();
    try {
      SocketChannel channel = (SocketChannel) key.channel();
      if (channel.read(buffer.clear()) >= 0) {
        answer.bytes().write(buffer.array(), 0, buffer.position());
        return;
      }
      open--;
      channel.close();
      readNext();
      answers.accept(answer.client(), answer.bytes().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("client " + answer.client(), e);
    }
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
