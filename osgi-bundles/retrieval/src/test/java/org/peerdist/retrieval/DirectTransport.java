package org.peerdist.retrieval;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/** Carries messages to a server in the same process, and may spoil the answers on their way. */
class DirectTransport implements RetrievalTransport {
  static final InetSocketAddress PEER = InetSocketAddress.createUnresolved("peer", 80);

  private final RetrievalServer server;
  private final UnaryOperator<ByteBuffer> way;

  DirectTransport(RetrievalServer server) {
    this(server, body -> body);
  }

  DirectTransport(RetrievalServer server, UnaryOperator<ByteBuffer> way) {
    this.server = server;
    this.way = way;
  }

  @Override
  public Answer<ByteBuffer> exchange(InetSocketAddress peer, ByteBuffer request) {
    RetrievalResponse response = server.respond(request).orElse(null);
    if (response == null) {
      return new Answer.Failed<>(FailureKind.REFUSED, "no answer");
    }
    try (response) {
      ByteBuffer copy = ByteBuffer.allocate(response.body().remaining());
      return new Answer.Given<>(way.apply(copy.put(response.body()).flip()));
    }
  }

  @Override
  public void close() {}
}
