package org.peerdist.smb.client.internal;

import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.peerdist.api.ContentStatistics;
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
    restart(request.target().start());
    boolean hashed = reader.start();
    long before = 0;
    try {
      write();
    } catch (WrongHashesException e) {
      LOG.debug("{}: {}", url, e.getMessage());
      reader.withoutHashes();
      before = reader.fromShare();
      restart(1);
      digest.reset();
      write();
    }
    reader.checkUnchanged();
    long end = System.nanoTime();
    if (!hashed) {
      keep(end + request.hashWait().toNanos());
    }
    return report(reader.fromShare() - before, Duration.ofNanos(end - start));
  }

  private void restart(long there) throws IOException {
    if (there > 0 && !request.target().truncate(0)) {
      throw new IOException("the output that is there can't be replaced");
    }
  }

  private void write() throws IOException, InterruptedException {
    for (long at = 0; at < size; ) {
      BranchReader.Part part = reader.read(at);
      if (request.withSha256()) {
        digest.update(part.bytes().duplicate());
      }
      at += part.bytes().remaining();
      request.target().write(part.bytes());
      request.listener().progressed(at, OptionalLong.of(size), part.kind());
    }
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

  private DownloadReport report(long fromShare, Duration time) {
    // What the API counts are whole blocks; the bytes that did not come from the share are these.
    ContentStatistics counts = reader.statistics();
    long rest = size - fromShare;
    long peers = Math.min(counts.fromPeers(), rest);
    long hosted = Math.min(counts.fromHostedCaches(), rest - peers);
    Optional<String> sha256 =
        request.withSha256()
            ? Optional.of(HexFormat.of().formatHex(digest.digest()))
            : Optional.empty();
    return new DownloadReport(
        url,
        size,
        0,
        sha256,
        rest - peers - hosted,
        peers,
        hosted,
        fromShare,
        reader.hashBytes(),
        reader.peerBytes(),
        time,
        size > 0 && reader.hashBytes() == 0 ? List.of(PlainReason.NO_HASHES) : List.of());
  }
}
