package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A content that is hashed on its way. Whatever goes wrong here is nothing that the way of the
 * content has to know. For one thread at a time.
 */
public final class PublishingPass {
  private static final Logger LOG = LoggerFactory.getLogger(PublishingPass.class);

  private final Publisher publisher;
  private final PublicationKey key;
  private final long contentLength;
  private final PendingPublication pending;
  private final HashingPass hashes;
  private long seen;
  private boolean ended;

  PublishingPass(
      Publisher publisher,
      PublicationKey key,
      long contentLength,
      PendingPublication pending,
      HashingPass hashes) {
    this.publisher = publisher;
    this.key = key;
    this.contentLength = contentLength;
    this.pending = pending;
    this.hashes = hashes;
  }

  /**
   * Takes the next bytes.
   *
   * @param bytes what remains of it is hashed; the position stays where it is
   */
  public void update(ByteBuffer bytes) {
    if (ended) {
      return;
    }
    seen += bytes.remaining();
    if (seen > contentLength) {
      LOG.debug("No hashes: the content is longer than {} bytes", contentLength);
      end(0);
      return;
    }
    try {
      hashes.update(bytes.duplicate());
    } catch (IOException e) {
      LOG.warn("No hashes: {}", e.toString());
      end(0);
    }
  }

  /**
   * Whether all bytes of the content were seen.
   *
   * @return true if nothing but {@link #complete()} is missing
   */
  public boolean isWhole() {
    return seen == contentLength;
  }

  /**
   * Ends the content. Its hashes are published soon, if all of it was seen; nothing changes that
   * any more.
   */
  public void complete() {
    if (ended) {
      return;
    }
    if (!isWhole()) {
      LOG.debug("No hashes: {} bytes instead of {}", seen, contentLength);
      end(0);
      return;
    }
    ended = true;
    publisher.finishLater(this::finish, () -> end(0));
  }

  /** Ends the content without hashes. */
  public void abort() {
    if (!ended) {
      end(0);
    }
  }

  private void finish() {
    try {
      long length = hashes.finish();
      pending.publish(key, length);
      end(length);
    } catch (IOException e) {
      LOG.warn("No hashes: {}", e.toString());
      end(0);
    } catch (RuntimeException e) {
      LOG.error("No hashes", e);
      end(0);
    }
  }

  private void end(long hashedBytes) {
    ended = true;
    hashes.close();
    pending.close();
    publisher.passEnded(key, hashedBytes);
  }
}
