package org.peerdist.discovery.internal;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.peerdist.wire.Bytes;

/** Takes datagrams. It is called on the thread that receives, and must not wait for anything. */
@FunctionalInterface
public interface DatagramHandler {
  /**
   * A datagram has arrived.
   *
   * @param datagram its bytes, which are valid only until this method returns
   * @param source who sent it
   * @param link the network interface at which it arrived
   * @param reply sends a datagram back to the source; may be called later, from any thread
   */
  void received(
      ByteBuffer datagram, InetSocketAddress source, LocalLink link, Consumer<Bytes> reply);
}
