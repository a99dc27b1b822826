package org.peerdist.smb.client.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.peerdist.api.ContentDelivery;
import org.peerdist.api.ContentMismatchException;
import org.peerdist.api.ReadResult;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.Waiting;
import org.peerdist.content.ContentRange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a file of a share: from the own cache and those around what the hashes find there, from the
 * share what is missing. For use by one thread at a time.
 */
public final class BranchReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BranchReader.class);

  private static final int RUN = ShareOrigin.RUN;

  private final RemoteFile file;
  private final RetrievedContent content;
  private final FileHashes hashes;
  private final boolean wanted;
  private boolean hashed;
  private long fromShare;

  /** The bytes that were not right, and of which the share knows nothing. */
  private long rejected;

  /** A read that was started before anybody needs it, and where it starts. */
  private CompletableFuture<ReadResult> ahead;

  private long aheadOffset;

  /**
   * Creates it.
   *
   * @param file the file; this does not close it
   * @param content retrieves it; this closes it
   * @param wanted whether hashes are asked for
   */
  public BranchReader(RemoteFile file, RetrievedContent content, boolean wanted) {
    this.file = file;
    this.content = content;
    this.hashes = new FileHashes(file, content);
    this.wanted = wanted;
  }

  /**
   * Asks for hashes.
   *
   * @return whether there are some
   */
  public boolean start() throws IOException, InterruptedException {
    hashed = wanted && hashes.start();
    return hashed;
  }

  /** The bytes that came from the share. */
  public long fromShare() {
    return fromShare;
  }

  /** The bytes of hashes that came. */
  public long hashBytes() {
    return hashes.received();
  }

  /**
   * Has the file delivered from a place on, as far as there are hashes.
   *
   * @param offset where, before the end of the file
   * @return nothing if there are no hashes of this place; to be closed
   */
  public Optional<ContentDelivery> deliver(long offset) throws IOException, InterruptedException {
    if (!hashed || !hashes.cover(offset)) {
      return Optional.empty();
    }
    long end = Math.min(hashes.end(offset), file.opened().size());
    return Optional.of(content.deliver(ContentRange.ofEnd(offset, end), new ShareOrigin(file)));
  }

  /**
   * Reads some bytes.
   *
   * @param offset where, before the end of the file
   * @return at least one
   */
  public ByteBuffer read(long offset) throws IOException, InterruptedException {
    if (hashed && hashes.cover(offset)) {
      ReadResult result = retrieve(offset);
      if (result instanceof ReadResult.Data data) {
        readAhead(offset + data.bytes().remaining());
        return data.bytes();
      }
      if (result instanceof ReadResult.Missing missing) {
        readAhead(missing.range().end());
        return fetch(offset, missing.range());
      }
    }
    long end = Math.min(offset + RUN, file.opened().size());
    return fromShare(ContentRange.ofEnd(offset, end));
  }

  private ReadResult retrieve(long offset) throws IOException, InterruptedException {
    CompletableFuture<ReadResult> read = ahead;
    ahead = null;
    if (read != null && aheadOffset != offset) {
      read.cancel(true);
      read = null;
    }
    return Waiting.get(
        read == null ? content.read(offset, RUN, RetrievedContent.DEFAULT_TIMEOUT) : read);
  }

  /** Looks around for what comes next while the share or the output is busy. */
  private void readAhead(long offset) throws IOException, InterruptedException {
    if (offset < file.opened().size() && hashes.cover(offset)) {
      aheadOffset = offset;
      ahead = content.read(offset, RUN, RetrievedContent.DEFAULT_TIMEOUT);
    }
  }

  /** Reads what nobody has, and gives it to the own cache and so to others. */
  private ByteBuffer fetch(long offset, ContentRange missing)
      throws IOException, InterruptedException {
    ByteBuffer bytes = fromShare(missing);
    Waiting.get(content.addData(missing.start(), bytes.duplicate()));
    if (content.statistics().rejected() > rejected) {
      throw new ContentMismatchException(missing);
    }
    return bytes.position((int) (offset - missing.start()));
  }

  private ByteBuffer fromShare(ContentRange range) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) range.length());
    file.read(range.start(), bytes);
    fromShare += range.length();
    return bytes.flip();
  }

  /**
   * Finds out how much of what an earlier download left is right, and gives that to the own cache
   * and so to others.
   *
   * @param source reads what is there
   * @param there the bytes that are there, from the start of the file, not more than it has
   * @return how many of them, from the start, the hashes say are right; 0 if there are none
   */
  public long resume(Source source, long there) throws IOException, InterruptedException {
    long right = 0;
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(RUN, there));
    for (long at = 0; hashed && at < there && hashes.cover(at); at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), there - at));
      if (!source.read(at, buffer)) {
        break;
      }
      long verified = Waiting.get(content.addData(at, buffer.flip()));
      if (content.statistics().rejected() > 0) {
        // Some of these blocks are right, perhaps behind those that are not.
        break;
      }
      right += verified;
    }
    rejected = content.statistics().rejected();
    return right;
  }

  /**
   * Asks once more for hashes of a file that had none yet, so that those around can have it from
   * here.
   *
   * @param source reads the whole file from where it was written to
   * @return whether there are hashes now
   */
  public boolean keep(Source source) throws IOException, InterruptedException {
    if (!wanted || hashed || !hashes.start()) {
      return false;
    }
    hashed = true;
    ByteBuffer buffer = ByteBuffer.allocate(RUN);
    for (long at = 0; at < file.opened().size() && hashes.cover(at); at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(RUN, file.opened().size() - at));
      if (!source.read(at, buffer)) {
        return false;
      }
      buffer.flip();
      Waiting.get(content.addData(at, buffer));
    }
    return true;
  }

  /** Reads what was written. */
  public interface Source {
    /** Fills a buffer from an offset; false if that can't be done. */
    boolean read(long offset, ByteBuffer into) throws IOException;
  }

  /** Goes on without hashes, from the share alone. */
  public void withoutHashes() {
    LOG.debug("hashes not used any more");
    hashed = false;
  }

  /** Fails if the file is not what it was when it was opened. */
  public void checkUnchanged() throws IOException {
    if (!file.now().equals(file.opened())) {
      throw new IOException("the file was changed while it was read: try once more");
    }
  }

  @Override
  public void close() {
    content.close();
  }
}
