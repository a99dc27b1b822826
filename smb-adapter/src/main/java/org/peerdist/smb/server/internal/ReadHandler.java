package org.peerdist.smb.server.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;
import org.peerdist.smb.files.OpenFile;
import org.peerdist.smb.protocol.Header;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.Raw;
import org.peerdist.smb.protocol.ReadRequest;
import org.peerdist.smb.protocol.ReadResponse;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireWriter;

/** READ, [MS-SMB2] 3.3.5.12. */
final class ReadHandler implements Handler {
  private static final int DATA_OFFSET = Header.LENGTH + ReadResponse.FIXED;

  /** POLICY: shorter reads are quicker through memory than from the file to the network. */
  private static final int LEAST_TRANSFER = 1 << 15;

  /** POLICY: longer ones are counted among what all have in memory. */
  private static final int SMALL = 1 << 16;

  @Override
  public Reply handle(Exchange exchange) throws WireFormatException, StatusException {
    ReadRequest request = ReadRequest.read(exchange.message());
    int length = exchange.most(request.length() & 0xFFFF_FFFFL);
    Open open = exchange.open(request.file());
    if (open.isPipe()) {
      return pipe(open, length);
    }
    if (request.offset() < 0 || request.offset() + length < 0 || request.channel() != 0) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    open.file().checkRead(request.offset(), length);
    return exchange.isPlain() && length >= LEAST_TRANSFER
        ? transfer(exchange, open.file(), request, length)
        : copy(exchange, open.file(), request, length);
  }

  private static Reply pipe(Open open, int length) throws StatusException {
    ByteBuffer data = open.pipe().read(length);
    byte[] message = message(data.remaining());
    ByteBuffer.wrap(message).position(DATA_OFFSET).put(data);
    NtStatus status = open.pipe().hasMore() ? NtStatus.BUFFER_OVERFLOW : NtStatus.SUCCESS;
    return Answer.of(status, message, () -> {});
  }

  /** Has the bytes go from the file to the network without coming here. */
  private static Reply transfer(Exchange exchange, OpenFile file, ReadRequest request, int length)
      throws StatusException {
    Optional<FileChannel> channel = file.readChannel();
    if (channel.isEmpty()) {
      return copy(exchange, file, request, length);
    }
    long count;
    try {
      count = Math.min(length, channel.get().size() - request.offset());
    } catch (IOException e) {
      throw new StatusException(NtStatus.UNEXPECTED_IO_ERROR);
    }
    check(count, request);
    FileRegion region = new FileRegion(channel.get(), request.offset(), count);
    return Answer.of(new ReadResponse((int) count), region);
  }

  private static Reply copy(Exchange exchange, OpenFile file, ReadRequest request, int length)
      throws StatusException {
    Budget memory = exchange.client().service().memory();
    boolean counted = length > SMALL;
    if (counted && !memory.tryTake(length)) {
      throw new StatusException(NtStatus.INSUFFICIENT_RESOURCES);
    }
    Runnable done = () -> memory.giveBack(counted ? length : 0);
    try {
      byte[] message = new byte[DATA_OFFSET + length];
      ByteBuffer data = ByteBuffer.wrap(message, DATA_OFFSET, length);
      int count = length == 0 ? 0 : file.read(data, request.offset());
      check(count, request);
      if (count < length) {
        message = Arrays.copyOf(message, DATA_OFFSET + count);
      }
      ByteBuffer.wrap(message).put(fixed(count));
      return Answer.of(NtStatus.SUCCESS, message, done);
    } catch (StatusException e) {
      done.run();
      throw e;
    }
  }

  private static void check(long count, ReadRequest request) throws StatusException {
    boolean nothing = count <= 0 && request.length() != 0;
    if (nothing || count < request.least()) {
      throw new StatusException(NtStatus.END_OF_FILE);
    }
  }

  /** A message with room for a header in front and data behind. */
  private static byte[] message(int count) {
    byte[] message = new byte[DATA_OFFSET + count];
    fixed(count).get(message, 0, DATA_OFFSET);
    return message;
  }

  private static ByteBuffer fixed(int count) {
    WireWriter writer = Raw.writer(DATA_OFFSET);
    Raw.zeros(Header.LENGTH, writer);
    new ReadResponse(count).write(writer);
    return writer.toByteBuffer();
  }
}
