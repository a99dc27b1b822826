package org.peerdist.smb.server.internal;

import java.nio.ByteBuffer;
import org.peerdist.smb.protocol.ErrorBody;
import org.peerdist.smb.protocol.Header;
import org.peerdist.smb.protocol.MessageBody;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.Raw;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.WireWriter;

/**
 * An answer that is ready but for its header.
 *
 * @param status what the client is told
 * @param message room for a header, and the body
 * @param region what follows the message, or null
 * @param done is run when nothing of the answer is needed any more
 */
record Answer(NtStatus status, byte[] message, FileRegion region, Runnable done) implements Reply {
  private static final int EXPECTED = 256;
  private static final Runnable NOTHING = () -> {};

  /** An answer of success. */
  static Answer of(MessageBody body) {
    return of(NtStatus.SUCCESS, body);
  }

  /** An answer with a body of its own. */
  static Answer of(NtStatus status, MessageBody body) {
    WireWriter writer = Raw.writer(EXPECTED);
    Raw.zeros(Header.LENGTH, writer);
    body.write(writer);
    ByteBuffer written = writer.toByteBuffer();
    byte[] message = new byte[written.remaining()];
    written.get(message);
    return new Answer(status, message, null, NOTHING);
  }

  /** An answer with bytes that are in their place already. */
  static Answer of(byte[] message, Runnable done) {
    return new Answer(NtStatus.SUCCESS, message, null, done);
  }

  /** An answer whose last bytes come from a file. */
  static Answer of(MessageBody body, FileRegion region) {
    return new Answer(NtStatus.SUCCESS, of(body).message, region, NOTHING);
  }

  /** An answer that is an error. */
  static Answer error(NtStatus status) {
    return of(status, new ErrorBody());
  }

  /** An answer that is an error. */
  static Answer error(StatusException error) {
    return error(error.status());
  }
}
