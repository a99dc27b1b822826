package org.peerdist.smb.publication;

import org.peerdist.smb.files.FileTree;
import org.peerdist.smb.files.OpenFile;
import org.peerdist.smb.files.OpenRequest;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/** Files of a share that nobody opens. */
final class NoFiles implements FileTree {
  @Override
  public OpenFile open(OpenRequest request) throws StatusException {
    throw new StatusException(NtStatus.OBJECT_NAME_NOT_FOUND);
  }

  @Override
  public byte[] queryFileSystem(int informationClass, int most) throws StatusException {
    throw new StatusException(NtStatus.INVALID_INFO_CLASS);
  }

  @Override
  public void close() {}
}
