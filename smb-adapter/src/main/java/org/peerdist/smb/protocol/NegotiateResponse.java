package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * What a server chose, [MS-SMB2] 2.2.4: 65 (2), security mode (2), dialect (2), number of contexts
 * (2), server (16), capabilities (4), most bytes of a transaction (4), a read (4) and a write (4),
 * time (8), time of the start (8), offset (2) and length (2) of the token, offset of the contexts
 * (4), token, contexts from a multiple of eight on.
 *
 * @param securityMode 1 signing enabled, 2 required
 * @param dialect the dialect, or 0x02FF: any SMB 2, ask again
 * @param server 16 bytes
 * @param capabilities a set of bits
 * @param most the most bytes of a transaction, a read and a write
 * @param time now, in 100 ns since 1601
 * @param token what begins the login
 * @param contexts for 3.1.1, else none
 */
public record NegotiateResponse(
    int securityMode,
    int dialect,
    Bytes server,
    int capabilities,
    int most,
    long time,
    Bytes token,
    List<NegotiateContext> contexts)
    implements MessageBody {
  /** What a server answers to a client of SMB 1 that speaks some SMB 2. */
  public static final int ANY_SMB_2 = 0x02FF;

  private static final int SIZE = 65;
  private static final int TOKEN_OFFSET = Header.LENGTH + 64;

  public NegotiateResponse {
    contexts = List.copyOf(contexts);
  }

  /** Reads the message, which begins with its header. */
  public static NegotiateResponse read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    int securityMode = reader.u16("SecurityMode");
    int dialect = reader.u16("DialectRevision");
    int contextCount = reader.u16("NegotiateContextCount");
    Bytes server = reader.bytes("ServerGuid", NegotiateRequest.GUID_LENGTH);
    int capabilities = (int) reader.u32("Capabilities");
    reader.skip("MaxTransactSize", 4);
    int most = reader.u32("MaxReadSize", 0, Integer.MAX_VALUE);
    reader.skip("MaxWriteSize", 4);
    long time = reader.u64("SystemTime");
    reader.skip("ServerStartTime", 8);
    int offset = reader.u16("SecurityBufferOffset");
    int length = reader.u16("SecurityBufferLength");
    long contextOffset = reader.u32("NegotiateContextOffset");
    Bytes token = Bytes.copyOf(Raw.part("SecurityBuffer", message, offset, length));
    List<NegotiateContext> contexts =
        dialect == Dialect.SMB_3_1_1.revision()
            ? NegotiateContext.readAll(message, contextOffset, contextCount)
            : List.of();
    return new NegotiateResponse(
        securityMode, dialect, server, capabilities, most, time, token, contexts);
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u16(securityMode).u16(dialect).u16(contexts.size()).bytes(server);
    writer.u32(capabilities & 0xFFFF_FFFFL).u32(most).u32(most).u32(most).u64(time).u64(0);
    writer.u16(TOKEN_OFFSET).u16(token.length());
    int end = TOKEN_OFFSET + token.length();
    writer.u32(contexts.isEmpty() ? 0 : end + 7 & ~7).bytes(token);
    NegotiateContext.writeAll(contexts, writer);
  }
}
