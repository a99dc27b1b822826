package org.peerdist.cache;

import java.nio.ByteBuffer;
import org.peerdist.wire.WireFormatException;

/** Hears of the downloads of other processes that use a cache of this one. */
public interface SharedDownloads {
  /** Does not want to know. */
  SharedDownloads IGNORED =
      new SharedDownloads() {
        @Override
        public void begun() {
          // Ignored.
        }

        @Override
        public void left() {
          // Ignored.
        }

        @Override
        public void told(ByteBuffer message) {
          // Ignored.
        }
      };

  /** A download goes on, until {@link #left}. */
  void begun();

  /** A download does not go on any more. */
  void left();

  /**
   * A download has ended.
   *
   * @param message what it was, in a form that the users of the cache have agreed on; of no use
   *     after the call
   * @throws WireFormatException if it has another form
   */
  void told(ByteBuffer message) throws WireFormatException;
}
