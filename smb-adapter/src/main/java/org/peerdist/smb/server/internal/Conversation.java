package org.peerdist.smb.server.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;
import org.peerdist.smb.protocol.Header;
import org.peerdist.smb.protocol.TransformHeader;
import org.peerdist.wire.WireFormatException;

/**
 * Takes frames of one client, and sends what comes of them, [MS-SMB2] 3.3.5.2. Knows no socket. For
 * use by one thread at a time.
 */
final class Conversation {
  private static final int SMB_1 = 0x424D53FF;

  private final Client client;
  private final Dispatcher dispatcher;

  Conversation(Service service, Output output) {
    this(new Client(service, output));
  }

  Conversation(Client client) {
    this.client = client;
    dispatcher = new Dispatcher(client);
  }

  boolean isKnown() {
    return client.isKnown();
  }

  /** Where a turn is needed before a frame is received or a task is run. */
  Set<Budget> places() {
    return client.places();
  }

  void close() {
    client.close();
  }

  /** Carries out what a frame asks for. */
  void receive(byte[] frame) throws ProtocolViolation {
    if (frame.length < Integer.BYTES) {
      throw new ProtocolViolation("frame of " + frame.length + " bytes");
    }
    try {
      int protocol = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getInt();
      switch (protocol) {
        case Header.PROTOCOL -> carryOut(frame, null);
        case TransformHeader.PROTOCOL -> open(frame);
        case SMB_1 -> OldNegotiation.answer(client, frame);
        default -> throw new ProtocolViolation("no protocol of this server");
      }
    } catch (WireFormatException e) {
      throw new ProtocolViolation(e.getMessage());
    }
  }

  private void open(byte[] frame) throws WireFormatException, ProtocolViolation {
    ByteBuffer bytes = ByteBuffer.wrap(frame);
    Session session = client.session(TransformHeader.read(bytes).sessionId());
    if (session == null || !session.isValid() || session.state().opener() == null) {
      throw new ProtocolViolation("encrypted for no session");
    }
    Optional<byte[]> messages = session.state().opener().open(bytes);
    if (messages.isEmpty()) {
      throw new ProtocolViolation("encrypted with another key");
    }
    carryOut(messages.get(), session);
  }

  private void carryOut(byte[] messages, Session sealedBy)
      throws WireFormatException, ProtocolViolation {
    Compound compound = new Compound(sealedBy);
    Answers answers = new Answers(client, sealedBy);
    int offset = 0;
    int next;
    int count = 0;
    do {
      if (++count > Limits.COMPOUND) {
        throw new ProtocolViolation("more than " + Limits.COMPOUND + " requests in a frame");
      }
      Header header =
          Header.read(ByteBuffer.wrap(messages, offset, messages.length - offset).slice());
      next = header.nextCommand();
      if (sealedBy != null) {
        checkSealed(header, count == 1, sealedBy);
      }
      int length = next == 0 ? messages.length - offset : next;
      if (next % 8 != 0 || length < Header.LENGTH || length > messages.length - offset) {
        throw new ProtocolViolation("NextCommand of " + next);
      }
      Exchange exchange = new Exchange(client, compound, header, messages, offset, length);
      compound.add(exchange);
      answers.add(exchange, dispatcher.dispatch(exchange));
      offset += length;
    } while (next != 0);
    answers.send();
  }

  /** SPEC [MS-SMB2] 3.3.5.2.1.1: what a session encrypted is about that session. */
  private static void checkSealed(Header header, boolean first, Session sealedBy)
      throws ProtocolViolation {
    boolean related = header.has(Header.RELATED);
    if ((first && related) || (!related && header.sessionId() != sealedBy.id())) {
      throw new ProtocolViolation("encrypted for another session");
    }
  }
}
