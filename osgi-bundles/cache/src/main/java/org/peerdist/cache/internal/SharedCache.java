package org.peerdist.cache.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;
import org.peerdist.cache.CachedSegment;
import org.peerdist.cache.ContentCache;
import org.peerdist.cache.SharedDownloads;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.Segment;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/**
 * What the process that has a content cache open answers to another one that uses it too. One for
 * each connection, for one thread.
 *
 * <p>The server begins with {@link #GREETING}, and with where it gives the cache to other machines:
 *
 * <pre>
 * port(2) address
 * </pre>
 *
 * <p>The address has 4 or 16 bytes, all of them 0 if it is every address. A request, of which each
 * has one answer, big-endian:
 *
 * <pre>
 * operation(1) blockIndex(4) descriptionLength(4) description data
 * </pre>
 *
 * <p>The description is content information of the segment, left out if it is that of the request
 * before. {@link #HELD} is answered with the blocks that are there, a bit for each, the lowest bit
 * of the first byte for block 0; {@link #READ} with a block or nothing; {@link #PUT}, which has a
 * block for data, {@link #DROP} with nothing. So are, without a segment, {@link #BEGIN}, after
 * which a download goes on until the connection ends, and {@link #TELL}, which says for data what
 * was downloaded.
 */
final class SharedCache {
  static final Bytes GREETING =
      Bytes.copyOf("peerdist content cache 3".getBytes(StandardCharsets.US_ASCII));

  static final int HELD = 1;
  static final int READ = 2;
  static final int PUT = 3;
  static final int DROP = 4;
  static final int TELL = 5;
  static final int BEGIN = 6;

  static final ByteOrder ORDER = ByteOrder.BIG_ENDIAN;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final ContentCache cache;
  private final SharedDownloads downloads;
  private Segment segment;
  private boolean downloading;

  /** What the server begins with. */
  static ByteBuffer greeting(InetSocketAddress retrieval) {
    byte[] address = retrieval.getAddress().getAddress();
    return ByteBuffer.allocate(GREETING.length() + 2 + address.length)
        .order(ORDER)
        .put(GREETING.asByteBuffer())
        .putShort((short) retrieval.getPort())
        .put(address)
        .flip();
  }

  /**
   * Reads what a server begins with.
   *
   * @return where it gives the cache to other machines; nothing if it is a server of another kind
   */
  static Optional<InetSocketAddress> readGreeting(ByteBuffer greeting) throws IOException {
    int start = GREETING.length() + 2;
    int rest = greeting.remaining() - start;
    if ((rest != 4 && rest != 16)
        || !greeting.slice(0, GREETING.length()).equals(GREETING.asByteBuffer())) {
      return Optional.empty();
    }
    byte[] address = new byte[rest];
    greeting.get(start, address);
    int port = Short.toUnsignedInt(greeting.order(ORDER).getShort(GREETING.length()));
    return Optional.of(new InetSocketAddress(InetAddress.getByAddress(address), port));
  }

  SharedCache(ContentCache cache, SharedDownloads downloads) {
    this.cache = cache;
    this.downloads = downloads;
  }

  /**
   * Does what a request says.
   *
   * @param request its bytes, which are not kept
   * @return the answer
   * @throws WireFormatException if it is no request
   */
  ByteBuffer answer(ByteBuffer request) throws WireFormatException {
    WireReader in = WireReader.of(request, ORDER);
    int operation = in.u8("operation");
    int index = in.u32("block index", 0, Integer.MAX_VALUE);
    ByteBuffer description = in.view("description", in.u32("description length"));
    if (description.hasRemaining()) {
      segment = segment(description);
    } else if (segment == null && operation < TELL) {
      throw new WireFormatException("description length", 5, "no segment was described before");
    }
    ByteBuffer data = in.view("data", in.remaining());
    return switch (operation) {
      case HELD -> ByteBuffer.wrap(held().toByteArray());
      case READ -> cache.read(segment.id(), index).orElse(NOTHING);
      case PUT -> put(index, data);
      case DROP -> drop(index);
      case TELL -> tell(data);
      case BEGIN -> begin();
      default -> throw new WireFormatException("operation", 0, operation + " is unknown");
    };
  }

  private ByteBuffer begin() {
    if (!downloading) {
      downloading = true;
      downloads.begun();
    }
    return NOTHING;
  }

  /** The connection has ended. */
  void end() {
    if (downloading) {
      downloading = false;
      downloads.left();
    }
  }

  private ByteBuffer tell(ByteBuffer data) throws WireFormatException {
    downloads.told(data);
    return NOTHING;
  }

  private static Segment segment(ByteBuffer description) throws WireFormatException {
    ByteBuffer copy = ByteBuffer.allocate(description.remaining()).put(description).flip();
    return ContentInformation.decode(copy).segments().get(0);
  }

  private BitSet held() {
    return cache.find(segment.id()).map(CachedSegment::blocks).orElseGet(BitSet::new);
  }

  private ByteBuffer put(int index, ByteBuffer data) {
    // What others say is verified here once more: the cache takes nothing else.
    segment.verify(index, data).ifPresent(cache::put);
    return NOTHING;
  }

  private ByteBuffer drop(int index) {
    // Nobody makes this process forget a block that is right.
    Optional<ByteBuffer> data = cache.read(segment.id(), index);
    if (data.isPresent() && segment.verify(index, data.get()).isEmpty()) {
      cache.drop(segment.id(), index);
    }
    return NOTHING;
  }
}
