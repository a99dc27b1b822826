package org.peerdist.smb.client.internal;

import com.hierynomus.mssmb2.SMB2Dialect;
import com.hierynomus.mssmb2.SMB2MessageCommandCode;
import com.hierynomus.mssmb2.SMB2MultiCreditPacket;
import com.hierynomus.smb.SMBBuffer;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.peerdist.smb.protocol.Command;
import org.peerdist.smb.protocol.Header;
import org.peerdist.smb.protocol.MessageBody;
import org.peerdist.smb.protocol.Raw;
import org.peerdist.wire.WireWriter;

/** A request of our own that smbj sends: it numbers, signs and encrypts it. */
final class RawRequest extends SMB2MultiCreditPacket {
  private final IntFunction<MessageBody> body;

  /**
   * Creates it.
   *
   * @param payload the bytes that the request or its answer are to have besides what is fixed
   * @param body makes the request for as many of them as the server has room for now
   */
  RawRequest(
      SMB2Dialect dialect,
      Command command,
      long session,
      long tree,
      int payload,
      IntFunction<MessageBody> body) {
    super(0, dialect, SMB2MessageCommandCode.lookup(command.number()), session, tree, payload);
    this.body = body;
  }

  @Override
  protected void writeTo(SMBBuffer buffer) {
    WireWriter writer = Raw.writer(Header.LENGTH + 128);
    // Offsets in messages count from the header, which smbj has written already.
    Raw.zeros(Header.LENGTH, writer);
    body.apply(getPayloadSize()).write(writer);
    ByteBuffer message = writer.toByteBuffer();
    byte[] bytes = new byte[message.remaining() - Header.LENGTH];
    message.position(Header.LENGTH).get(bytes);
    buffer.putRawBytes(bytes);
  }
}
