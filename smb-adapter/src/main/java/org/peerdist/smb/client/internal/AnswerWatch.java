package org.peerdist.smb.client.internal;

import com.hierynomus.protocol.transport.PacketHandlers;
import com.hierynomus.protocol.transport.PacketReceiver;
import com.hierynomus.protocol.transport.TransportException;
import com.hierynomus.protocol.transport.TransportLayer;
import com.hierynomus.smb.SMBPacket;
import com.hierynomus.smb.SMBPacketData;
import com.hierynomus.smbj.SmbConfig;
import com.hierynomus.smbj.transport.TransportLayerFactory;
import com.hierynomus.smbj.transport.tcp.direct.DirectTcpTransportFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the transport of a connection, and tells of answers when they come, so that no thread has
 * to wait for those that take long. smbj tells nobody. Thread-safe.
 */
final class AnswerWatch implements TransportLayerFactory<SMBPacketData<?>, SMBPacket<?, ?>> {
  private final TransportLayerFactory<SMBPacketData<?>, SMBPacket<?, ?>> factory =
      new DirectTcpTransportFactory<>();
  private final SocketWatch socket;
  private final Set<Awaited> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  AnswerWatch(SocketWatch socket) {
    this.socket = socket;
  }

  /** A request whose answer nobody waits for. */
  interface Awaited {
    /** Whether the answer is there. */
    boolean isAnswered();

    /**
     * Is called once; must not wait, for all other answers wait for it.
     *
     * @param answered false if there will be no answer
     */
    void end(boolean answered);
  }

  /** Has a request told of its end. */
  void add(Awaited call) {
    waiting.add(call);
    // It may have come before it was waited for, and so may the end.
    look(call, ended || socket.isEnded());
  }

  private void look(Awaited call, boolean last) {
    boolean answered = call.isAnswered();
    if ((answered || last) && waiting.remove(call)) {
      call.end(answered);
    }
  }

  /** Says that nothing more will come. */
  void end() {
    ended = true;
    waiting.forEach(call -> look(call, true));
  }

  @Override
  public TransportLayer<SMBPacket<?, ?>> createTransportLayer(
      PacketHandlers<SMBPacketData<?>, SMBPacket<?, ?>> handlers, SmbConfig config) {
    return factory.createTransportLayer(
        new PacketHandlers<>(
            handlers.getSerializer(),
            new Receiver(handlers.getReceiver()),
            handlers.getPacketFactory()),
        config);
  }

  /** Looks who is answered after each message. */
  private final class Receiver implements PacketReceiver<SMBPacketData<?>> {
    private final PacketReceiver<SMBPacketData<?>> receiver;

    Receiver(PacketReceiver<SMBPacketData<?>> receiver) {
      this.receiver = receiver;
    }

    @Override
    public void handle(SMBPacketData<?> message) throws TransportException {
      try {
        receiver.handle(message);
      } catch (RuntimeException e) {
        // Of what it can't read, smbj would end its thread, and leave the connection as it is.
        throw new TransportException(e);
      }
      waiting.forEach(call -> look(call, false));
    }

    @Override
    public void handleError(Throwable reason) {
      // Before smbj says goodbye, and waits for an answer that nobody reads.
      socket.end();
      end();
      receiver.handleError(reason);
    }
  }
}
