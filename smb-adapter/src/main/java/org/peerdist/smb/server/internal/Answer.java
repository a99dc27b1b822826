package org.peerdist.smb.server.internal;

import java.nio.ByteBuffer;
import org.peerdist.smb.protocol.ErrorBody;
import org.peerdist.smb.protocol.Header;
import org.peerdist.smb.protocol.MessageBody;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.Raw;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.WireWriter;

/** An answer that is ready but for its header. */
final class Answer implements Reply {
  private static final int EXPECTED = 256;

  private final NtStatus status;
  private final byte[] message;
  private final FileRegion region;
  private final Runnable done;

  private Answer(NtStatus status, byte[] message, FileRegion region, Runnable done) {
    this.status = status;
    this.message = message;
    this.region = region;
    this.done = done;
  }

  /** What the client is told. */
  NtStatus status() {
    return status;
  }

  /** Room for a header, and the body; not a copy. */
  byte[] message() {
    return message;
  }

  /** What follows the message, or null. */
  FileRegion region() {
    return region;
  }

  /** Has to be called when nothing of the answer is needed any more. */
  void done() {
    done.run();
  }

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
    return new Answer(status, message, null, () -> {});
  }

  /** An answer with bytes that are in their place already. */
  static Answer of(NtStatus status, byte[] message, Runnable done) {
    return new Answer(status, message, null, done);
  }

  /** An answer whose last bytes come from a file. */
  static Answer of(MessageBody body, FileRegion region) {
    return new Answer(NtStatus.SUCCESS, of(body).message, region, () -> {});
  }

  /** An answer that is an error. */
  static Answer error(NtStatus status) {
    return of(status, ErrorBody.EMPTY);
  }

  /** An answer that is an error. */
  static Answer error(StatusException error) {
    return error(error.status());
  }
}
