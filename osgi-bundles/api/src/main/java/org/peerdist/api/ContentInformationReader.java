package org.peerdist.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;

/**
 * Encoded content information ([MS-PCCRC] 2.3, 2.4), to be given to those who may have the content.
 * It is at hand: no read waits. Safe for use by many threads.
 */
public interface ContentInformationReader extends ReadableByteChannel {
  /**
   * The version that was chosen.
   *
   * @return the highest of those that were asked for
   */
  ContentVersion version();

  /**
   * The bytes of the content that it is about.
   *
   * @return the range
   */
  ContentRange range();

  /**
   * The length of the encoded form.
   *
   * @return bytes
   */
  int length();

  /**
   * All of the encoded form, whatever was read before. Nothing is copied if the range is all of the
   * content.
   *
   * @return a new read-only view, which stays as it is after the close
   * @throws PeerDistException as {@link #read} does
   */
  ByteBuffer view() throws PeerDistException;

  /**
   * Reads the next bytes.
   *
   * @return their number, or -1 at the end
   * @throws PeerDistException with {@link PeerDistError#INVALIDATED} if the content was unpublished
   *     or the service is not available, with {@link PeerDistError#INVALID_HANDLE} after the close
   */
  @Override
  int read(ByteBuffer into) throws IOException;

  @Override
  void close();
}
