package org.peerdist.smb.client.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.peerdist.api.ContentDelivery;
import org.peerdist.api.ContentMismatchException;
import org.peerdist.api.DeliveredData;
import org.peerdist.api.SourceKind;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.DownloadTarget;
import org.peerdist.client.PlainReason;
import org.peerdist.smb.client.ShareRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches one file of a share into a target. For use by one thread. */
public final class ShareDownload {
  private static final Logger LOG = LoggerFactory.getLogger(ShareDownload.class);

  /** POLICY: so often a share is asked whether it has hashes now. */
  private static final long ASK_EVERY_MILLIS = 100;

  private final URI url;
  private final ShareRequest request;
  private final RemoteFile file;
  private final BranchReader reader;
  private final long size;
  private final MessageDigest digest;
  private final Map<SourceKind, Long> sources = new EnumMap<>(SourceKind.class);
  private final Map<String, Long> peers = new HashMap<>();
  private long position;
  private long resumed;

  /**
   * Creates it.
   *
   * @param url names the file in the report
   * @param request what is wanted
   * @param file the file; this does not close it
   * @param reader reads it; this does not close it
   */
  public ShareDownload(URI url, ShareRequest request, RemoteFile file, BranchReader reader) {
    this.url = url;
    this.request = request;
    this.file = file;
    this.reader = reader;
    this.size = file.opened().size();
    this.digest = newDigest();
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does it. */
  public DownloadReport run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    long there = request.target().start();
    boolean hashed = reader.start();
    try {
      resume(there);
      write();
    } catch (ContentMismatchException e) {
      LOG.debug("{}: {}", url, e.getMessage());
      reader.withoutHashes();
      truncate(0);
      write();
    }
    reader.checkUnchanged();
    long end = System.nanoTime();
    if (!hashed) {
      keep(end + request.hashWait().toNanos());
    }
    return report(Duration.ofNanos(end - start));
  }

  /** Keeps the start of what an earlier download left, as far as it is right. */
  private void resume(long there) throws IOException, InterruptedException {
    if (there == 0) {
      return;
    }
    DownloadTarget target = request.target();
    truncate(reader.resume(target::read, Math.min(there, size)));
    if (resumed > 0) {
      request.listener().progressed(resumed, OptionalLong.of(size), SourceKind.CACHE);
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(ShareOrigin.RUN, resumed));
    for (long at = 0; request.withSha256() && at < resumed; at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), resumed - at));
      if (!target.read(at, buffer)) {
        throw new IOException("the output that is there can't be read any more");
      }
      digest.update(buffer.flip());
    }
  }

  private void truncate(long offset) throws IOException {
    if (!request.target().truncate(offset)) {
      throw new IOException("the output that is there can't be replaced");
    }
    digest.reset();
    sources.clear();
    peers.clear();
    resumed = offset;
    position = offset;
  }

  private void write() throws IOException, InterruptedException {
    while (position < size) {
      Optional<ContentDelivery> hashed = reader.deliver(position);
      if (hashed.isPresent()) {
        write(hashed.get());
      } else {
        write(reader.read(position), SourceKind.ORIGIN);
      }
    }
  }

  private void write(ContentDelivery delivery) throws IOException, InterruptedException {
    try (delivery) {
      Optional<DeliveredData> next = delivery.next();
      while (next.isPresent()) {
        DeliveredData data = next.get();
        if (!data.giver().isEmpty()) {
          peers.merge(data.giver(), (long) data.bytes().remaining(), Long::sum);
        }
        write(data.bytes(), data.source());
        next = delivery.next();
      }
    }
  }

  private void write(ByteBuffer bytes, SourceKind source) throws IOException {
    if (request.withSha256()) {
      digest.update(bytes.duplicate());
    }
    position += bytes.remaining();
    sources.merge(source, (long) bytes.remaining(), Long::sum);
    request.target().write(bytes);
    request.listener().progressed(position, OptionalLong.of(size), source);
  }

  private long from(SourceKind source) {
    return sources.getOrDefault(source, 0L);
  }

  /** Waits for the hashes that the share makes because it was asked, and keeps the file by them. */
  private void keep(long deadline) throws IOException, InterruptedException {
    DownloadTarget target = request.target();
    boolean mayCome = !request.hashWait().isZero() && !file.hashVersions().isEmpty();
    while (mayCome && System.nanoTime() < deadline) {
      if (reader.keep(target::read)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(ASK_EVERY_MILLIS);
    }
  }

  private DownloadReport report(Duration time) {
    Optional<String> sha256 =
        request.withSha256()
            ? Optional.of(HexFormat.of().formatHex(digest.digest()))
            : Optional.empty();
    return new DownloadReport(
        url,
        size - resumed,
        resumed,
        sha256,
        from(SourceKind.CACHE),
        from(SourceKind.NAMED_PEER) + from(SourceKind.DISCOVERED_PEER),
        from(SourceKind.HOSTED_CACHE),
        from(SourceKind.ORIGIN),
        reader.hashBytes(),
        peers,
        time,
        size > 0 && reader.hashBytes() == 0 ? List.of(PlainReason.NO_HASHES) : List.of());
  }
}
