package org.peerdist.smb.server;

import java.nio.ByteBuffer;
import org.peerdist.smb.files.OpenFile;
import org.peerdist.smb.protocol.Dialect;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/**
 * What a server asks about the hashes of its shares. Thread-safe; it is called by the threads that
 * answer requests, and must not wait for hashes that are not there.
 */
public interface HashPublisher {
  /** There are no hashes. */
  HashPublisher NONE =
      new HashPublisher() {
        @Override
        public int shareFlags(Dialect dialect, Share share) {
          return 0;
        }

        @Override
        public byte[] readHash(
            Share share, OpenFile file, ByteBuffer input, Dialect dialect, int most)
            throws StatusException {
          throw new StatusException(NtStatus.HASH_NOT_SUPPORTED);
        }
      };

  /**
   * What a client is told about hashes when it connects to a share, [MS-SMB2] 2.2.10.
   *
   * @param dialect what client and server speak
   * @param share the share
   * @return any of SHAREFLAG_ENABLE_HASH_V1 (0x2000) and SHAREFLAG_ENABLE_HASH_V2 (0x4000)
   */
  int shareFlags(Dialect dialect, Share share);

  /**
   * Answers FSCTL_SRV_READ_HASH, [MS-SMB2] 3.3.5.15.7. That the client may read the file was not
   * checked: see {@link OpenFile#grantedAccess()}.
   *
   * @param share the share that the file is in
   * @param file the open file
   * @param input the input of the request, unchecked: a SRV_READ_HASH request if the client is good
   * @param dialect what client and server speak
   * @param most the most bytes that the answer may have; what is longer is an error of this method
   * @return the output of the request
   * @throws StatusException with what the client is told
   */
  byte[] readHash(Share share, OpenFile file, ByteBuffer input, Dialect dialect, int most)
      throws StatusException;
}
