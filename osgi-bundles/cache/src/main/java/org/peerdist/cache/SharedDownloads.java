package org.peerdist.cache;

import java.nio.ByteBuffer;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.WireFormatException;

/** Hears of the downloads of other processes that use a cache of this one. */
public interface SharedDownloads {
  /** A download goes on, until {@link #left}. */
  void begun();

  /** A download does not go on any more. */
  void left();

  /**
   * A download takes a part in something that other machines do too. Those who ask are told of the
   * sign of that, until it is {@link #withdrawn}.
   *
   * @param sign its name
   */
  void announced(SegmentId sign);

  /**
   * A download that was {@link #announced} takes no part any more.
   *
   * @param sign the name of what it took part in
   */
  void withdrawn(SegmentId sign);

  /**
   * A download has ended.
   *
   * @param message what it was, in a form that the users of the cache have agreed on; of no use
   *     after the call
   * @throws WireFormatException if it has another form
   */
  void told(ByteBuffer message) throws WireFormatException;
}
