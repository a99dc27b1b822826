package org.peerdist.cache.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.peerdist.cache.CachedSegment;
import org.peerdist.cache.ContentCache;
import org.peerdist.cache.SharedCacheHost;
import org.peerdist.cache.SharedDownloads;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * What the process that has a content cache open answers to another one that uses it too. One for
 * each connection, for one thread.
 *
 * <p>The server begins with {@link #GREETING}, and with the most bytes that the cache may have,
 * where it gives them to other machines, and how those name it:
 *
 * <pre>
 * limit(8) port(2) addressLength(1) address service
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
 * which a download goes on until the connection ends, {@link #TELL}, which says for data what was
 * downloaded, and {@link #ANNOUNCE}, which has a sign for data that other machines are told of
 * until the connection ends.
 */
final class SharedCache {
  static final Bytes GREETING =
      Bytes.copyOf("peerdist content cache 4".getBytes(StandardCharsets.US_ASCII));

  static final int HELD = 1;
  static final int READ = 2;
  static final int PUT = 3;
  static final int DROP = 4;
  static final int TELL = 5;
  static final int BEGIN = 6;
  static final int ANNOUNCE = 7;

  /** POLICY: more than one download has. */
  private static final int MOST_SIGNS = 16;

  static final ByteOrder ORDER = ByteOrder.BIG_ENDIAN;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final ContentCache cache;
  private final SharedDownloads downloads;
  private Segment segment;
  private final List<SegmentId> signs = new ArrayList<>();
  private boolean downloading;

  /** What the server begins with. */
  static ByteBuffer greeting(long limit, SharedCacheHost host) {
    byte[] address = host.retrieval().getAddress().getAddress();
    byte[] service = host.service().getBytes(StandardCharsets.UTF_8);
    return WireWriter.of(ORDER, GREETING.length() + 11 + address.length + service.length)
        .bytes(GREETING)
        .u64(limit)
        .u16(host.retrieval().getPort())
        .u8(address.length)
        .bytes(ByteBuffer.wrap(address))
        .bytes(ByteBuffer.wrap(service))
        .toByteBuffer();
  }

  /**
   * What a server begins with.
   *
   * @param limit the most bytes that its cache may have
   * @param host what it is
   */
  record Greeting(long limit, SharedCacheHost host) {
    /**
     * Reads it.
     *
     * @return nothing if it is a server of another kind
     */
    static Optional<Greeting> read(ByteBuffer greeting) {
      try {
        WireReader in = WireReader.of(greeting, ORDER);
        if (!in.bytes("greeting", GREETING.length()).equals(GREETING)) {
          return Optional.empty();
        }
        long limit = in.u64("limit");
        int port = in.u16("port");
        byte[] address = in.bytes("address", in.u8("address length")).toByteArray();
        String service =
            StandardCharsets.UTF_8.decode(in.view("service", in.remaining())).toString();
        InetAddress host = InetAddress.getByAddress(address);
        return Optional.of(
            new Greeting(limit, new SharedCacheHost(new InetSocketAddress(host, port), service)));
      } catch (WireFormatException | UnknownHostException e) {
        return Optional.empty();
      }
    }
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
      case ANNOUNCE -> announce(data);
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

  private ByteBuffer announce(ByteBuffer data) throws WireFormatException {
    if (signs.size() >= MOST_SIGNS) {
      throw new WireFormatException("sign", 9, "more than " + MOST_SIGNS + " of them");
    }
    SegmentId sign;
    try {
      sign = new SegmentId(Bytes.copyOf(data));
    } catch (IllegalArgumentException e) {
      throw new WireFormatException("sign", 9, data.remaining() + " bytes");
    }
    signs.add(sign);
    downloads.announced(sign);
    return NOTHING;
  }

  /** The connection has ended. */
  void end() {
    signs.forEach(downloads::withdrawn);
    signs.clear();
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
