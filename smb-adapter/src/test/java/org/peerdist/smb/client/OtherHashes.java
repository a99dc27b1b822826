package org.peerdist.smb.client;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.peerdist.smb.files.OpenFile;
import org.peerdist.smb.protocol.Dialect;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.server.HashPublisher;
import org.peerdist.smb.server.Share;

/**
 * Says that there are hashes as another one does, and answers otherwise.
 *
 * @param said says what there is
 * @param given answers
 */
record OtherHashes(HashPublisher said, Answers given) implements HashPublisher {
  /** Answers requests for hashes. */
  @FunctionalInterface
  interface Answers {
    byte[] readHash(Share share, OpenFile file, ByteBuffer input, Dialect dialect, int most)
        throws StatusException;
  }

  /** Gives the hashes of another file of the same length than the one that is open. */
  static OtherHashes of(HashPublisher hashes, Path other) {
    return new OtherHashes(
        hashes,
        (share, file, input, dialect, most) ->
            hashes.readHash(share, elsewhere(file, other), input, dialect, most));
  }

  private static OpenFile elsewhere(OpenFile file, Path other) {
    return (OpenFile)
        Proxy.newProxyInstance(
            OpenFile.class.getClassLoader(),
            new Class<?>[] {OpenFile.class},
            (proxy, method, arguments) ->
                method.getName().equals("path") ? other : method.invoke(file, arguments));
  }

  @Override
  public int shareFlags(Dialect dialect, Share share) {
    return said.shareFlags(dialect, share);
  }

  @Override
  public byte[] readHash(Share share, OpenFile file, ByteBuffer input, Dialect dialect, int most)
      throws StatusException {
    return given.readHash(share, file, input, dialect, most);
  }
}
