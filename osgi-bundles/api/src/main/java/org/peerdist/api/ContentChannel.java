package org.peerdist.api;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.peerdist.api.spi.ContentReadingChannel;
import org.peerdist.content.ContentRange;

/**
 * A retrieved content as a channel. Safe for use by one thread at a time.
 *
 * <p>{@code Channels.newInputStream} makes a stream of it.
 */
public final class ContentChannel extends ContentReadingChannel {
  /** POLICY: so much is fetched ahead at least. */
  private static final int AHEAD = 1 << 20;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final RetrievedContent content;
  private final Duration timeout;

  /**
   * Creates it.
   *
   * @param content the content
   * @param range what can be read of it; the channel starts at its start, and ends at its end
   * @param timeout how long each read may take
   */
  public ContentChannel(RetrievedContent content, ContentRange range, Duration timeout) {
    super(range.start(), range.end());
    this.content = content;
    this.timeout = timeout;
  }

  @Override
  protected ByteBuffer fetch(long offset, int wanted) throws IOException {
    try {
      ReadResult result = Waiting.get(content.read(offset, Math.max(wanted, AHEAD), timeout));
      if (result instanceof ReadResult.Missing missing) {
        throw new PeerDistException(missing);
      }
      return result instanceof ReadResult.Data data ? data.bytes() : NOTHING;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for byte " + offset);
    }
  }
}
