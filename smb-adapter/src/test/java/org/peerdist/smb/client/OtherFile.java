package org.peerdist.smb.client;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.peerdist.smb.files.OpenFile;
import org.peerdist.smb.protocol.Dialect;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.server.HashPublisher;
import org.peerdist.smb.server.Share;

/** Gives the hashes of another file of the same length than the one that is open. */
record OtherFile(HashPublisher hashes, Path other) implements HashPublisher {
  @Override
  public int shareFlags(Dialect dialect, Share share) {
    return hashes.shareFlags(dialect, share);
  }

  @Override
  public byte[] readHash(Share share, OpenFile file, ByteBuffer input, Dialect dialect, int most)
      throws StatusException {
    OpenFile elsewhere =
        (OpenFile)
            Proxy.newProxyInstance(
                OpenFile.class.getClassLoader(),
                new Class<?>[] {OpenFile.class},
                (proxy, method, arguments) ->
                    method.getName().equals("path") ? other : method.invoke(file, arguments));
    return hashes.readHash(share, elsewhere, input, dialect, most);
  }
}
