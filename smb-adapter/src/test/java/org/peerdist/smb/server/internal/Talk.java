package org.peerdist.smb.server.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import org.peerdist.smb.protocol.CipherAlgorithm;
import org.peerdist.smb.protocol.Command;
import org.peerdist.smb.protocol.Dialect;
import org.peerdist.smb.protocol.FrameCipher;
import org.peerdist.smb.protocol.Header;
import org.peerdist.smb.protocol.MessageBody;
import org.peerdist.smb.protocol.NegotiateRequest;
import org.peerdist.smb.protocol.Raw;
import org.peerdist.smb.protocol.SessionSetupRequest;
import org.peerdist.smb.protocol.Signer;
import org.peerdist.smb.protocol.SigningAlgorithm;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.protocol.TreeConnectRequest;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireWriter;

/** Somebody who talks with a conversation, message by message, without a network. */
final class Talk implements Output {
  static final Bytes GUID = Bytes.copyOf(new byte[16]);
  private static final Bytes FIRST_TOKEN =
      Bytes.ofHex("4e544c4d53535000" + "01000000" + "00000000");
  private static final Bytes LAST_TOKEN =
      Bytes.ofHex("4e544c4d53535000" + "03000000" + "00".repeat(48) + "01000000");

  private static final Bytes KEY = Bytes.copyOf(new byte[16]);

  private final Conversation conversation;
  private final Signer signer = Signer.of(SigningAlgorithm.AES_CMAC, KEY);
  private final FrameCipher cipher = new FrameCipher(CipherAlgorithm.AES_128_CCM, KEY);
  private final Queue<ByteBuffer> answers = new ArrayDeque<>();
  private final LinkedBlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
  private long messageId;
  private long sessionId;
  private int treeId;

  /** A message with its header. */
  record Message(Header header, ByteBuffer bytes) {}

  /** A request that is not sent yet. */
  record Request(Command command, MessageBody body, int flags) {}

  Talk(Service service) {
    conversation = new Conversation(service, this);
  }

  private Talk(Service service, Dialect dialect, boolean signs) throws StatusException {
    Client client = new Client(service, this);
    client.setNegotiated(
        new Negotiated(
            dialect,
            SigningAlgorithm.AES_CMAC,
            Optional.of(CipherAlgorithm.AES_128_CCM),
            1,
            0,
            new NegotiateRequest(1, 0, GUID, List.of(dialect.revision()), List.of())));
    Session session = client.beginSession();
    session.begin(
        new Session.SessionState(
            "alice",
            false,
            signs,
            false,
            signer,
            cipher,
            new FrameCipher(CipherAlgorithm.AES_128_CCM, KEY)));
    sessionId = session.id();
    conversation = new Conversation(client);
  }

  /** Somebody who has logged in with a key that is known here. */
  static Talk of(Service service, Dialect dialect, boolean signs) throws StatusException {
    return new Talk(service, dialect, signs);
  }

  /** Negotiates a dialect, logs in, and connects to a share. */
  Talk begin(int dialect, String share) throws ProtocolViolation {
    beginLogin(dialect);
    one(Command.SESSION_SETUP, new SessionSetupRequest(0, 1, 0, LAST_TOKEN));
    treeId =
        one(Command.TREE_CONNECT, new TreeConnectRequest("\\\\server\\" + share)).header.treeId();
    return this;
  }

  /** Negotiates a dialect, and sends the first of two tokens. */
  Talk beginLogin(int dialect) throws ProtocolViolation {
    one(Command.NEGOTIATE, new NegotiateRequest(1, 0, GUID, List.of(dialect), List.of()));
    sessionId =
        one(Command.SESSION_SETUP, new SessionSetupRequest(0, 1, 0, FIRST_TOKEN))
            .header
            .sessionId();
    return this;
  }

  long nextMessageId() {
    return messageId;
  }

  /** Sends a request, and gives its answer. */
  Message one(Command command, MessageBody body) throws ProtocolViolation {
    return all(new Request(command, body, 0)).get(0);
  }

  /** Sends requests in one frame, and gives the answers. */
  List<Message> all(Request... requests) throws ProtocolViolation {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    for (int i = 0; i < requests.length; i++) {
      frame.writeBytes(message(requests[i], i == requests.length - 1));
    }
    send(frame.toByteArray());
    return answers();
  }

  /** Sends a request in an encrypted frame, for a session of which it need not speak. */
  void sealed(Request request, long session) throws ProtocolViolation {
    long own = sessionId;
    sessionId = session;
    byte[] message = message(request, true);
    sessionId = own;
    ByteBuffer sealed = cipher.seal(own, message, message.length);
    byte[] frame = new byte[sealed.remaining()];
    sealed.get(frame);
    send(frame);
  }

  long sessionId() {
    return sessionId;
  }

  /** What is in the encrypted frames that were sent since the last time. */
  List<Integer> sealedAnswers() throws WireFormatException {
    List<Integer> statuses = new ArrayList<>();
    for (ByteBuffer frame = answers.poll(); frame != null; frame = answers.poll()) {
      statuses.add(header(ByteBuffer.wrap(cipher.open(frame).orElseThrow())).status());
    }
    return statuses;
  }

  void send(byte[] frame) throws ProtocolViolation {
    conversation.receive(frame);
  }

  private byte[] message(Request request, boolean last) {
    WireWriter writer = Raw.writer(256);
    Raw.zeros(Header.LENGTH, writer);
    request.body.write(writer);
    int length = writer.length();
    Raw.zeros(last ? 0 : -length & 7, writer);
    byte[] bytes = writer.toBytes().toByteArray();
    long id = request.command == Command.CANCEL ? messageId - 1 : messageId++;
    new Header(
            1,
            0,
            request.command.number(),
            64,
            request.flags,
            last ? 0 : bytes.length,
            id,
            (long) treeId << Integer.SIZE,
            sessionId)
        .put(bytes);
    if ((request.flags & Header.SIGNED) != 0) {
      signer.sign(bytes, 0, bytes.length);
    }
    return bytes;
  }

  /** What the conversation sent since the last time. */
  List<Message> answers() {
    List<Message> messages = new ArrayList<>();
    for (ByteBuffer frame = answers.poll(); frame != null; frame = answers.poll()) {
      ByteBuffer rest = frame;
      int next;
      do {
        Header header = header(rest);
        next = header.nextCommand();
        int length = next == 0 ? rest.remaining() : next;
        messages.add(new Message(header, rest.slice(rest.position(), length)));
        rest = rest.slice(rest.position() + length, rest.remaining() - length);
      } while (next != 0);
    }
    return messages;
  }

  private static Header header(ByteBuffer bytes) {
    try {
      return Header.read(bytes);
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    }
  }

  /** Cancels a request. */
  void cancel(long id) throws ProtocolViolation {
    byte[] cancel = new byte[Header.LENGTH + 4];
    cancel[Header.LENGTH] = 4;
    new Header(1, 0, Command.CANCEL.number(), 0, 0, 0, id, 0, sessionId).put(cancel);
    send(cancel);
  }

  /** Waits for something that happens elsewhere, and leaves it for later. */
  void awaitPosted() throws InterruptedException {
    mailbox.put(mailbox.take());
  }

  /** Waits for something that happens elsewhere, and carries it out. */
  void runNextPosted() throws InterruptedException {
    mailbox.take().run();
    runPosted();
  }

  void runPosted() {
    for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
      task.run();
    }
  }

  void close() {
    conversation.close();
  }

  @Override
  public InetAddress address() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public void send(OutFrame frame) {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    try {
      frame.send(new Gathering(Channels.newChannel(sent)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    frame.done();
    answers.add(ByteBuffer.wrap(sent.toByteArray()).position(Integer.BYTES).slice());
  }

  @Override
  public void delay(long millis) {
    throw new AssertionError("a delay");
  }

  @Override
  public void post(Runnable task) {
    mailbox.add(task);
  }

  private record Gathering(WritableByteChannel channel) implements GatheringByteChannel {
    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
      long count = 0;
      for (int i = offset; i < offset + length; i++) {
        count += channel.write(sources[i]);
      }
      return count;
    }

    @Override
    public long write(ByteBuffer[] sources) throws IOException {
      return write(sources, 0, sources.length);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      return channel.write(source);
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // Nothing is behind it.
    }
  }
}
