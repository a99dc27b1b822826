package org.peerdist.smb.files;

import java.io.Closeable;
import org.peerdist.smb.protocol.StatusException;

/**
 * The files of one share. Thread-safe: share modes, locks and deletion hold between all that opened
 * from it.
 *
 * <p>Paths are relative to the root of the share, with backslashes, as on the wire, and never leave
 * it.
 */
public interface FileTree extends Closeable {
  /**
   * Opens or creates a file or folder, [MS-SMB2] 3.3.5.9 and [MS-FSA] 2.1.5.1.
   *
   * @param request what the client wants
   * @return the open file, with what was done
   * @throws StatusException with what the client is told
   */
  OpenFile open(OpenRequest request) throws StatusException;

  /**
   * Answers a query about the volume, [MS-FSCC] 2.5.
   *
   * @param informationClass the number of the class
   * @param most the most bytes that the answer may have
   * @return the bytes of the class
   * @throws StatusException if the class is not known or does not fit; BUFFER_OVERFLOW has what
   *     fits as its data
   */
  byte[] queryFileSystem(int informationClass, int most) throws StatusException;

  /**
   * How many threads may wait for these files at once, where they are elsewhere and may be away: so
   * many with requests, and no more with files that are closed.
   *
   * @return 0 if nobody has to wait: the files are here
   */
  default int waiters() {
    return 0;
  }
}
