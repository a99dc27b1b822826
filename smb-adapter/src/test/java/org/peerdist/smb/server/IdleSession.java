package org.peerdist.smb.server;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.peerdist.smb.protocol.Command;
import org.peerdist.smb.protocol.CreateRequest;
import org.peerdist.smb.protocol.Dialect;
import org.peerdist.smb.protocol.EmptyBody;
import org.peerdist.smb.protocol.Header;
import org.peerdist.smb.protocol.MessageBody;
import org.peerdist.smb.protocol.NegotiateRequest;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.Raw;
import org.peerdist.smb.protocol.SessionSetupRequest;
import org.peerdist.smb.protocol.TreeConnectRequest;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireWriter;

/**
 * A client that logs in, with as little as that takes on its side, and then does next to nothing.
 */
final class IdleSession implements Closeable {
  private static final int ENCRYPTION = 0x40;
  private static final int CHALLENGE_OFFSET = 24;
  private static final int FIXED = 64;
  private static final int READ = 0x00120089;
  private static final byte[] SIGNATURE = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);
  private static final int UNICODE_NTLM_EXTENDED = 0x0008_0201;

  private final Socket socket;
  private final DataInputStream input;
  private long messageId;
  private long sessionId;
  private int treeId;

  /** What came of a request. */
  private record Answer(Header header, ByteBuffer message) {}

  IdleSession(int port, String user, String password)
      throws IOException, WireFormatException, GeneralSecurityException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    input = new DataInputStream(socket.getInputStream());
    ask(
        Command.NEGOTIATE,
        new NegotiateRequest(
            1,
            ENCRYPTION,
            Bytes.copyOf(new byte[16]),
            List.of(Dialect.SMB_3_0.revision()),
            List.of()));
    Answer challenge = ask(Command.SESSION_SETUP, token(first()));
    sessionId = challenge.header.sessionId();
    check(challenge, NtStatus.MORE_PROCESSING_REQUIRED);
    ByteBuffer token = challenge.message;
    int start = Short.toUnsignedInt(token.getShort(Header.LENGTH + 4));
    byte[] random = new byte[Long.BYTES];
    token.get(start + CHALLENGE_OFFSET, random);
    check(ask(Command.SESSION_SETUP, token(last(user, password, random))), NtStatus.SUCCESS);
  }

  void connect(String share) throws IOException, WireFormatException {
    String path = "\\\\server\\" + share;
    Answer answer = ask(Command.TREE_CONNECT, new TreeConnectRequest(path));
    check(answer, NtStatus.SUCCESS);
    treeId = answer.header.treeId();
  }

  /** Opens a file to read it. */
  void open(String name) throws IOException, WireFormatException {
    CreateRequest request = new CreateRequest(2, READ, 0, 7, 1, 0, name, List.of());
    check(ask(Command.CREATE, request), NtStatus.SUCCESS);
  }

  void echo() throws IOException, WireFormatException {
    check(ask(Command.ECHO, new EmptyBody()), NtStatus.SUCCESS);
  }

  private static void check(Answer answer, NtStatus status) throws IOException {
    if (answer.header.status() != status.value()) {
      throw new IOException(Integer.toHexString(answer.header.status()) + " is not " + status);
    }
  }

  private Answer ask(Command command, MessageBody body) throws IOException, WireFormatException {
    WireWriter writer = Raw.writer(256);
    writer.u8(0).u8(0).u16(0);
    Raw.zeros(Header.LENGTH, writer);
    body.write(writer);
    byte[] frame = writer.toBytes().toByteArray();
    byte[] message = new byte[frame.length - 4];
    System.arraycopy(frame, 4, message, 0, message.length);
    long tree = (long) treeId << Integer.SIZE;
    new Header(1, 0, command.number(), 8, 0, 0, messageId++, tree, sessionId).put(message);
    ByteBuffer.wrap(frame).putInt(message.length).put(message);
    socket.getOutputStream().write(frame);
    byte[] answer = new byte[input.readInt()];
    input.readFully(answer);
    ByteBuffer buffer = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
    return new Answer(Header.read(ByteBuffer.wrap(answer)), buffer);
  }

  private static SessionSetupRequest token(ByteBuffer bytes) {
    return new SessionSetupRequest(0, 1, 0, Bytes.copyOf(bytes.flip()));
  }

  private static ByteBuffer token(int type, int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).put(SIGNATURE).putInt(type);
  }

  private static ByteBuffer first() {
    return token(1, 32).putInt(UNICODE_NTLM_EXTENDED).position(32);
  }

  /** SPEC [MS-NLMP] 3.3.2, without keys that are exchanged and without a code over the tokens. */
  private static ByteBuffer last(String user, String password, byte[] challenge)
      throws GeneralSecurityException {
    byte[] name = user.getBytes(StandardCharsets.UTF_16LE);
    byte[] capitals = user.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_16LE);
    byte[] key = hmac(UserStore.hashOf(password).toByteArray(), capitals);
    byte[] rest = new byte[32];
    rest[0] = 1;
    rest[1] = 1;
    byte[] proof = hmac(key, challenge, rest);
    int response = proof.length + rest.length;
    ByteBuffer token = token(3, FIXED + response + name.length);
    field(token, 0, FIXED);
    field(token, response, FIXED);
    field(token, 0, FIXED);
    field(token, name.length, FIXED + response);
    field(token, 0, FIXED);
    field(token, 0, FIXED);
    return token.putInt(UNICODE_NTLM_EXTENDED).put(proof).put(rest).put(name);
  }

  private static void field(ByteBuffer token, int length, int offset) {
    token.putShort((short) length).putShort((short) length).putInt(offset);
  }

  private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacMD5");
    mac.init(new SecretKeySpec(key, "HmacMD5"));
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
