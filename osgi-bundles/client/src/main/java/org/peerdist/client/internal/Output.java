package org.peerdist.client.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.peerdist.api.SourceKind;
import org.peerdist.client.DownloadReason;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.DownloadRequest;
import org.peerdist.client.DownloadTarget;
import org.peerdist.content.HashAlgorithm;

/** The output of one download, with what is counted on the way. For use by one thread. */
final class Output {
  private final DownloadTarget target;
  private final DownloadRequest request;
  private final MessageDigest digest;
  private final Map<SourceKind, Long> sources = new EnumMap<>(SourceKind.class);
  private final Map<String, Long> peers = new HashMap<>();
  private OptionalLong length = OptionalLong.empty();
  private long resumed;
  private long position;

  Output(DownloadRequest request) {
    this.request = request;
    this.target = request.target();
    this.digest = request.withSha256() ? HashAlgorithm.SHA_256.newDigest() : null;
  }

  DownloadTarget target() {
    return target;
  }

  /** The offset in the content of the next byte. */
  long position() {
    return position;
  }

  /** The content is so long, as far as it is known. */
  void expect(OptionalLong contentLength) {
    length = contentLength;
  }

  /** Bytes that were there before turned out to be right. */
  void resume(ByteBuffer data) {
    position += data.remaining();
    resumed = position;
    if (digest != null) {
      digest.update(data);
    }
    request.listener().progressed(position, length, SourceKind.CACHE);
  }

  /** Writes all of a buffer. */
  void write(ByteBuffer data, SourceKind kind, String peer) throws OutputException {
    long count = data.remaining();
    if (digest != null) {
      digest.update(data.duplicate());
    }
    try {
      target.write(data);
    } catch (IOException e) {
      throw new OutputException(e);
    }
    position += count;
    sources.merge(kind, count, Long::sum);
    if (kind != SourceKind.CACHE && kind != SourceKind.ORIGIN) {
      peers.merge(peer, count, Long::sum);
    }
    request.listener().progressed(position, length, kind);
  }

  /** Nothing comes for some time. */
  void waiting(Duration left) {
    request.listener().waiting(position, length, left);
  }

  /**
   * Starts again with nothing written.
   *
   * @return false if that can't be done
   */
  boolean restart() throws IOException {
    if (!target.truncate(0)) {
      return false;
    }
    if (digest != null) {
      digest.reset();
    }
    sources.clear();
    peers.clear();
    position = 0;
    resumed = 0;
    return true;
  }

  DownloadReport report(URI url, long hashBytes, long nanos, List<DownloadReason> why) {
    return new DownloadReport(
        url,
        position - resumed,
        resumed,
        Optional.ofNullable(digest).map(MessageDigest::digest).map(HexFormat.of()::formatHex),
        from(SourceKind.CACHE),
        from(SourceKind.NAMED_PEER) + from(SourceKind.DISCOVERED_PEER),
        from(SourceKind.HOSTED_CACHE),
        from(SourceKind.ORIGIN),
        hashBytes,
        peers,
        Duration.ofNanos(nanos),
        why);
  }

  long from(SourceKind kind) {
    return sources.getOrDefault(kind, 0L);
  }
}
