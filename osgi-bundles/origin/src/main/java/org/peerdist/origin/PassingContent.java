package org.peerdist.origin;

import java.nio.ByteBuffer;
import org.peerdist.api.PublishingStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A content that is published while it is on its way to a client. Whatever goes wrong here is
 * nothing that the way of the content has to know. For one thread at a time.
 */
public final class PassingContent {
  private static final Logger LOG = LoggerFactory.getLogger(PassingContent.class);

  private final PublishingStream stream;
  private final long length;
  private long seen;
  private boolean ended;

  PassingContent(PublishingStream stream, long length) {
    this.stream = stream;
    this.length = length;
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
    var added = stream.add(bytes);
    // The buffer is somebody else's again after this, whoever implements the stream.
    if (!added.isDone() || added.isCompletedExceptionally()) {
      LOG.debug("No hashes of {} bytes: they could not be taken", length);
      abort();
    }
  }

  /**
   * Whether all bytes of the content were seen.
   *
   * @return true if nothing but {@link #complete()} is missing
   */
  public boolean isWhole() {
    return seen == length;
  }

  /**
   * Ends the content. It is published soon, if all of it was seen; nothing changes that any more.
   */
  public void complete() {
    if (!ended) {
      ended = true;
      var unused = stream.complete().whenComplete(this::published);
    }
  }

  private void published(Object content, Throwable reason) {
    if (reason != null) {
      LOG.debug("No hashes of {} bytes: {}", length, reason.toString());
    }
    stream.close();
  }

  /** Ends the content without hashes. */
  public void abort() {
    if (!ended) {
      ended = true;
      stream.close();
    }
  }
}
