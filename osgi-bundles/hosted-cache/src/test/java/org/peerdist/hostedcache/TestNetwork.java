package org.peerdist.hostedcache;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.peerdist.retrieval.Answer;
import org.peerdist.retrieval.FailureKind;
import org.peerdist.retrieval.RetrievalResponse;
import org.peerdist.retrieval.RetrievalServer;
import org.peerdist.retrieval.RetrievalTransport;

/** Peers in the same process, and notes of who was asked. */
final class TestNetwork implements RetrievalTransport {
  final List<InetSocketAddress> asked = new CopyOnWriteArrayList<>();
  volatile UnaryOperator<Answer<ByteBuffer>> way = answer -> answer;
  private final Map<InetSocketAddress, RetrievalServer> peers = new ConcurrentHashMap<>();

  static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  void add(InetAddress address, int port, TestPeer peer) {
    peers.put(new InetSocketAddress(address, port), peer.server);
  }

  void add(InetSocketAddress address, RetrievalServer server) {
    peers.put(address, server);
  }

  void remove(InetAddress address, int port) {
    peers.remove(new InetSocketAddress(address, port));
  }

  @Override
  public Answer<ByteBuffer> exchange(InetSocketAddress peer, ByteBuffer request) {
    asked.add(peer);
    RetrievalServer server = peers.get(peer);
    if (server == null) {
      return new Answer.Failed<>(FailureKind.REFUSED, "nobody listens there");
    }
    RetrievalResponse response = server.respond(request).orElse(null);
    if (response == null) {
      return new Answer.Failed<>(FailureKind.REFUSED, "HTTP status 400");
    }
    try (response) {
      ByteBuffer copy = ByteBuffer.allocate(response.body().remaining());
      return way.apply(new Answer.Given<>(copy.put(response.body()).flip()));
    }
  }

  @Override
  public void close() {
    peers.clear();
  }
}
