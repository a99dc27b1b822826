package org.peerdist.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.peerdist.content.ContentRange;

/**
 * Where a content is itself, for what nobody around has: a server, a share, a file. Safe for use by
 * many threads.
 */
@FunctionalInterface
public interface ContentOrigin {
  /**
   * Opens some of the content. What is missing is put together first, so that there are few and
   * large ranges; a few of them are read at once, each by one thread.
   *
   * @param range what is missing: whole blocks, so that it may begin before what is delivered, and
   *     end after it
   * @return the bytes from the start of the range on, to its end or further; it is closed as soon
   *     as no more of it is wanted
   * @throws IOException if that can't be done; asked is again if that {@linkplain #mayRecover may
   *     help}, as it is when the stream fails or ends too early, then from where that was
   * @throws InterruptedException if the thread is interrupted: the delivery ends
   */
  InputStream open(ContentRange range) throws IOException, InterruptedException;

  /**
   * Opens some of the content after failures, when it is not going to be tried much longer. An
   * origin that has no timeouts of its own need not do anything about that.
   *
   * @param range what is missing
   * @param patience how long to wait at most until the first byte comes, more than zero
   * @return the bytes from the start of the range on
   * @throws IOException if that can't be done
   * @throws InterruptedException if the thread is interrupted
   */
  default InputStream open(ContentRange range, Duration patience)
      throws IOException, InterruptedException {
    return open(range);
  }

  /**
   * Whether it can begin at any byte, as far as it is known. Where it can't, each stream brings all
   * that follows, and nothing is shared with others who fetch the same.
   *
   * @return false if all bytes before a range have to be skipped
   */
  default boolean givesRanges() {
    return true;
  }

  /**
   * Whether it makes sense to ask again after a failure.
   *
   * @param reason what {@link #open} or its stream threw
   * @return false if the delivery is to fail with this
   */
  default boolean mayRecover(IOException reason) {
    return true;
  }

  /**
   * It failed, and is going to be asked again. Called by the thread that waits in {@link
   * ContentDelivery#next}, after each time in vain.
   *
   * @param left how long it is going to be tried if nothing comes
   */
  default void waiting(Duration left) {}
}
