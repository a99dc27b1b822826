package org.peerdist.jetty.service;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.peerdist.client.DownloadLog;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/**
 * A download, as one process tells another of it, big-endian:
 *
 * <pre>
 * failed(1) ended(8) nanoseconds(8) fromCache(8) fromPeers(8) fromHostedCache(8) fromOrigin(8)
 * hashBytes(8) urlLength(4) url why
 * </pre>
 *
 * <p>The end is in milliseconds since 1970. The texts are in UTF-8.
 */
public final class DownloadMessage {
  private static final int NUMBERS = 1 + 7 * Long.BYTES + Integer.BYTES;

  private DownloadMessage() {}

  /**
   * Writes one.
   *
   * @param entry the download
   * @return the message
   */
  public static ByteBuffer write(DownloadLog.Entry entry) {
    byte[] url = entry.url().getBytes(StandardCharsets.UTF_8);
    byte[] why = entry.why().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(NUMBERS + url.length + why.length)
        .order(ByteOrder.BIG_ENDIAN)
        .put((byte) (entry.failed() ? 1 : 0))
        .putLong(entry.ended().toEpochMilli())
        .putLong(entry.time().toNanos())
        .putLong(entry.fromCache())
        .putLong(entry.fromPeers())
        .putLong(entry.fromHostedCache())
        .putLong(entry.fromOrigin())
        .putLong(entry.hashBytes())
        .putInt(url.length)
        .put(url)
        .put(why)
        .flip();
  }

  /**
   * Reads one.
   *
   * @param message its bytes, which are not kept
   * @return the download
   * @throws WireFormatException if it is none
   */
  public static DownloadLog.Entry read(ByteBuffer message) throws WireFormatException {
    WireReader in = WireReader.of(message, ByteOrder.BIG_ENDIAN);
    boolean failed = in.u8("failed") != 0;
    Instant ended = Instant.ofEpochMilli(in.u64("ended"));
    Duration time = Duration.ofNanos(in.u64("nanoseconds"));
    long fromCache = in.u64("from cache");
    long fromPeers = in.u64("from peers");
    long fromHostedCache = in.u64("from hosted cache");
    long fromOrigin = in.u64("from origin");
    long hashBytes = in.u64("hash bytes");
    String url = text(in.view("url", in.u32("url length")));
    String why = text(in.view("why", in.remaining()));
    return new DownloadLog.Entry(
        ended,
        url,
        failed,
        fromCache,
        fromPeers,
        fromHostedCache,
        fromOrigin,
        hashBytes,
        time,
        why);
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }
}
