package org.peerdist.smb.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.peerdist.smb.client.internal.LostException;
import org.peerdist.smb.client.internal.RawCalls;
import org.peerdist.smb.client.internal.SmbConnection;
import org.peerdist.smb.protocol.ChangeNotifyRequest;
import org.peerdist.smb.protocol.CloseRequest;
import org.peerdist.smb.protocol.Command;
import org.peerdist.smb.protocol.CreateRequest;
import org.peerdist.smb.protocol.CreateResponse;
import org.peerdist.smb.protocol.FileId;
import org.peerdist.smb.protocol.FlushRequest;
import org.peerdist.smb.protocol.LockRequest;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.OutputResponse;
import org.peerdist.smb.protocol.QueryDirectoryRequest;
import org.peerdist.smb.protocol.QueryInfoRequest;
import org.peerdist.smb.protocol.ReadRequest;
import org.peerdist.smb.protocol.ReadResponse;
import org.peerdist.smb.protocol.SetInfoRequest;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.protocol.WriteRequest;
import org.peerdist.smb.protocol.WriteResponse;
import org.peerdist.wire.WireFormatException;

/**
 * Something that is open on another server, over one connection, with which it ends. Thread-safe.
 */
final class RemoteHandle {
  /** POLICY: one read has no more bytes, so that several of them are under way. */
  private static final int MOST_READ = 1 << 20;

  /** POLICY: questions about a file are never answered with more. */
  private static final int MOST_INFORMATION = 1 << 16;

  private final SmbConnection connection;
  private final RawCalls calls;
  private final CreateResponse created;

  private RemoteHandle(SmbConnection connection, CreateResponse created) {
    this.connection = connection;
    this.calls = connection.calls();
    this.created = created;
  }

  /** Does what nothing else does: an answer that can't be read is one that did not come. */
  private interface Parser<T> {
    T read(ByteBuffer message) throws WireFormatException;
  }

  private static <T> T parse(ByteBuffer message, Parser<T> parser) throws StatusException {
    try {
      return parser.read(message);
    } catch (WireFormatException e) {
      throw new StatusException(NtStatus.UNEXPECTED_IO_ERROR);
    }
  }

  static RemoteHandle open(SmbConnection connection, CreateRequest request)
      throws LostException, StatusException {
    ByteBuffer answer = connection.calls().call(Command.CREATE, request);
    return new RemoteHandle(connection, parse(answer, CreateResponse::read));
  }

  SmbConnection connection() {
    return connection;
  }

  CreateResponse created() {
    return created;
  }

  private FileId id() {
    return created.file();
  }

  RemoteFacts facts() throws LostException, StatusException {
    return parse(ByteBuffer.wrap(all()), RemoteFacts::read);
  }

  /** All that is known of it; perhaps without the end of its name, which is at the end. */
  byte[] all() throws LostException, StatusException {
    try {
      return query(QueryInfoRequest.FILE, RemoteFacts.INFORMATION_CLASS, MOST_INFORMATION);
    } catch (StatusException e) {
      if (e.status() == NtStatus.BUFFER_OVERFLOW) {
        return e.data();
      }
      throw e;
    }
  }

  byte[] query(int type, int informationClass, int most) throws LostException, StatusException {
    int room = Math.min(Math.min(most, MOST_INFORMATION), calls.mostOutput());
    ByteBuffer answer =
        calls.call(Command.QUERY_INFO, new QueryInfoRequest(type, informationClass, room, 0, id()));
    return parse(answer, OutputResponse::read).output().toByteArray();
  }

  byte[] list(int informationClass, int flags, String pattern, int most)
      throws LostException, StatusException {
    RawCalls.Call call =
        calls.send(
            Command.QUERY_DIRECTORY,
            Math.min(most, calls.mostOutput()),
            room ->
                new QueryDirectoryRequest(
                    informationClass, flags, id(), pattern, Math.min(most, room)));
    return parse(call.await(), OutputResponse::read).output().toByteArray();
  }

  /** Asks to be told of changes in a folder; the answer may take for ever. */
  RawCalls.Call watch(boolean tree, int filter, int most) throws LostException {
    return calls.send(
        Command.CHANGE_NOTIFY,
        Math.max(1, Math.min(most, calls.mostOutput())),
        room -> new ChangeNotifyRequest(tree, Math.min(most, room), id(), filter));
  }

  /** Reads until the buffer is full or the file ends, with several requests under way. */
  int read(ByteBuffer target, long position) throws LostException, StatusException {
    int start = target.position();
    int count = 1;
    while (count > 0 && target.hasRemaining()) {
      count = readSome(target, position + target.position() - start);
    }
    return target.position() - start;
  }

  /** Reads up to a place where fewer bytes came than were asked for. */
  private int readSome(ByteBuffer target, long position) throws LostException, StatusException {
    int most = Math.min(MOST_READ, calls.mostRead());
    List<RawCalls.Call> reads = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    for (int at = 0; at < target.remaining(); at += most) {
      int length = Math.min(most, target.remaining() - at);
      long from = position + at;
      lengths.add(length);
      reads.add(
          calls.send(
              Command.READ,
              length,
              room -> new ReadRequest(Math.min(length, room), from, id(), 0, 0)));
    }
    int before = target.position();
    boolean whole = true;
    for (int i = 0; i < reads.size(); i++) {
      ByteBuffer data = data(reads.get(i));
      if (whole) {
        int length = Math.min(data.remaining(), lengths.get(i));
        whole = length == lengths.get(i);
        target.put(data.slice(data.position(), length));
      }
    }
    return target.position() - before;
  }

  private static ByteBuffer data(RawCalls.Call read) throws LostException, StatusException {
    try {
      return parse(read.await(), ReadResponse::read);
    } catch (StatusException e) {
      if (e.status() == NtStatus.END_OF_FILE) {
        return ByteBuffer.allocate(0);
      }
      throw e;
    }
  }

  void write(ByteBuffer source, long position) throws LostException, StatusException {
    long at = position;
    while (source.hasRemaining()) {
      ByteBuffer rest = source.slice();
      long from = at;
      RawCalls.Call call =
          calls.send(
              Command.WRITE,
              Math.min(rest.remaining(), calls.mostWrite()),
              room -> {
                ByteBuffer part = rest.slice(0, Math.min(rest.remaining(), room));
                return new WriteRequest(part, from, id(), 0, 0);
              });
      int count = parse(call.await(), WriteResponse::read).count();
      if (count <= 0 || count > rest.remaining()) {
        throw new StatusException(NtStatus.UNEXPECTED_IO_ERROR);
      }
      source.position(source.position() + count);
      at += count;
    }
  }

  void flush() throws LostException, StatusException {
    calls.call(Command.FLUSH, new FlushRequest(id()));
  }

  void set(int informationClass, ByteBuffer information) throws LostException, StatusException {
    calls.call(
        Command.SET_INFO,
        new SetInfoRequest(QueryInfoRequest.FILE, informationClass, information, id()));
  }

  void lock(LockRequest.Range range) throws LostException, StatusException {
    calls.call(Command.LOCK, new LockRequest(id(), List.of(range)));
  }

  void close() throws LostException, StatusException {
    calls.call(Command.CLOSE, new CloseRequest(false, id()));
  }

  /** Says that it is closed, and does not look what comes of that. */
  void closeWithoutWaiting() {
    try {
      RawCalls.Call unused = calls.send(Command.CLOSE, 1, room -> new CloseRequest(false, id()));
    } catch (LostException e) {
      // It is closed with the connection.
    }
  }

  /** Closes it, whatever comes of that. */
  void closeQuietly() {
    try {
      close();
    } catch (IOException | StatusException e) {
      // It is closed with the connection at the latest.
    }
  }
}
