package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * What a client can, [MS-SMB2] 2.2.3: 36 (2), number of dialects (2), security mode (2), reserved
 * (2), capabilities (4), client (16), then for 3.1.1 offset (4) and number (2) of contexts and
 * reserved (2), else a time (8); dialects (2 each), contexts from a multiple of eight on.
 *
 * @param securityMode 1 signing enabled, 2 required
 * @param capabilities a set of bits
 * @param client 16 bytes
 * @param dialects their numbers
 * @param contexts for 3.1.1, else none
 */
public record NegotiateRequest(
    int securityMode,
    int capabilities,
    Bytes client,
    List<Integer> dialects,
    List<NegotiateContext> contexts)
    implements MessageBody {
  /** The length of a client's and a server's id. */
  public static final int GUID_LENGTH = 16;

  private static final int SIZE = 36;

  public NegotiateRequest {
    dialects = List.copyOf(dialects);
    contexts = List.copyOf(contexts);
  }

  /** Reads the message, which begins with its header. */
  public static NegotiateRequest read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    int count = reader.u16("DialectCount");
    int securityMode = reader.u16("SecurityMode");
    reader.skip("Reserved", 2);
    int capabilities = (int) reader.u32("Capabilities");
    Bytes client = reader.bytes("ClientGuid", GUID_LENGTH);
    long contextOffset = reader.u32("NegotiateContextOffset");
    int contextCount = reader.u16("NegotiateContextCount");
    reader.skip("Reserved2", 2);
    reader.need("Dialects", 2L * count);
    List<Integer> dialects = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      dialects.add(reader.u16("Dialect"));
    }
    List<NegotiateContext> contexts =
        dialects.contains(Dialect.SMB_3_1_1.revision())
            ? NegotiateContext.readAll(message, contextOffset, contextCount)
            : List.of();
    return new NegotiateRequest(securityMode, capabilities, client, dialects, contexts);
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u16(dialects.size()).u16(securityMode).u16(0);
    writer.u32(capabilities & 0xFFFF_FFFFL).bytes(client);
    int end = Header.LENGTH + SIZE + 2 * dialects.size();
    writer.u32(contexts.isEmpty() ? 0 : end + 7 & ~7).u16(contexts.size()).u16(0);
    dialects.forEach(writer::u16);
    NegotiateContext.writeAll(contexts, writer);
  }
}
