package org.peerdist.api;

import java.nio.ByteBuffer;
import org.peerdist.content.ContentRange;

/** What became of a read. */
public sealed interface ReadResult {
  /**
   * Some bytes, fewer than were asked for if more would have taken longer. They were verified.
   *
   * @param offset where in the content they start
   * @param bytes at least one; read-only
   */
  record Data(long offset, ByteBuffer bytes) implements ReadResult {
    public Data {
      bytes = bytes.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer bytes() {
      return bytes.duplicate();
    }
  }

  /**
   * The bytes have to come from somewhere else, such as the origin: {@link
   * PeerDistError#MISSING_DATA} or {@link PeerDistError#TIMEOUT}.
   *
   * @param range what is missing: whole blocks as far as they are in the range that the content
   *     information is about, so that it may start before the offset that was asked for; where
   *     {@link RetrievedContent#isFlashCrowd} said so, it may also start behind it, and others
   *     bring what is before it. Give it to {@link RetrievedContent#addData}, and read again from
   *     the same offset
   * @param timedOut whether somebody might still have given it
   */
  record Missing(ContentRange range, boolean timedOut) implements ReadResult {}

  /** No content information that was completed is about this offset: {@code NO_MORE}. */
  record End() implements ReadResult {}
}
