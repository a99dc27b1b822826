package org.peerdist.smb.server.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.peerdist.smb.login.Login;
import org.peerdist.smb.protocol.Command;
import org.peerdist.smb.protocol.Header;
import org.peerdist.smb.protocol.NegotiateResponse;
import org.peerdist.smb.protocol.Raw;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/**
 * The NEGOTIATE of SMB 1 that clients begin with that do not know yet what the server speaks,
 * [MS-SMB2] 3.3.5.3.1: FF 53 4D 42, command 0x72 (1), the rest of a header (27), word count 0 (1),
 * byte count (2), dialects: each 2 (1), text up to a zero.
 */
final class OldNegotiation {
  private static final int COMMAND = 0x72;

  /** POLICY: there were never more dialects. */
  private static final int MOST = 64;

  private static final String ANY_SMB_2 = "SMB 2.???";

  private OldNegotiation() {}

  /** Tells a client that it may ask again, in SMB 2. */
  static void answer(Client client, byte[] frame) throws WireFormatException, ProtocolViolation {
    if (client.negotiated() != null || !client.window().take(0, 1)) {
      throw new ProtocolViolation("SMB 1 after the negotiation");
    }
    List<String> dialects = read(ByteBuffer.wrap(frame));
    if (!dialects.contains(ANY_SMB_2)) {
      throw new ProtocolViolation("a client that speaks " + dialects + " only");
    }
    Service service = client.service();
    Answer answer =
        Answer.of(
            new NegotiateResponse(
                NegotiateHandler.securityMode(service.options()),
                NegotiateResponse.ANY_SMB_2,
                service.guid(),
                NegotiateHandler.LARGE_TRANSFERS,
                Limits.TRANSFER,
                service.windowsTime(),
                Login.offer(),
                List.of()));
    int credits = client.window().grant(1);
    new Header(0, 0, Command.NEGOTIATE.number(), credits, Header.RESPONSE, 0, 0, 0, 0)
        .put(answer.message());
    client.output().send(new OutFrame(List.of(ByteBuffer.wrap(answer.message())), null, () -> {}));
  }

  private static List<String> read(ByteBuffer frame) throws WireFormatException {
    WireReader reader = Raw.reader(frame);
    reader.skip("Protocol", 4);
    int command = reader.u8("Command");
    if (command != COMMAND) {
      throw new WireFormatException("Command", 4, command + " is not NEGOTIATE");
    }
    reader.skip("Header", 27);
    reader.skip("Words", 2L * reader.u8("WordCount"));
    Bytes bytes = reader.bytes("Dialects", reader.u16("ByteCount"));
    String text = StandardCharsets.ISO_8859_1.decode(bytes.asByteBuffer()).toString();
    List<String> dialects = new ArrayList<>();
    for (String part : text.split("\0", MOST)) {
      dialects.add(part.startsWith("\2") ? part.substring(1) : part);
    }
    return dialects;
  }
}
