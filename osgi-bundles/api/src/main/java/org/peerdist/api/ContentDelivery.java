package org.peerdist.api;

import java.io.IOException;
import java.util.Optional;

/**
 * A range of a content on its way, in order: from the own cache, from those around, and from its
 * {@linkplain ContentOrigin origin} what none of them has. It works ahead, with several of them at
 * once, as far as the memory goes that it may have. What comes is in the own cache then, and so
 * there for others. For use by one thread at a time, but for the close.
 */
public interface ContentDelivery extends AutoCloseable {
  /**
   * Waits for the next bytes.
   *
   * @return at least one, or nothing at the end of the range
   * @throws ContentMismatchException if the origin has other bytes than the content information
   *     says; what came before was right
   * @throws PeerDistException with {@link PeerDistError#OPERATION_ABORTED} if this or its content
   *     was closed, or all was cancelled
   * @throws IOException if the origin fails; what it threw
   * @throws InterruptedException if the thread is interrupted
   */
  Optional<DeliveredData> next() throws IOException, InterruptedException;

  /** Ends it, whether or not all came. After that the origin and the own cache are left alone. */
  @Override
  void close();
}
