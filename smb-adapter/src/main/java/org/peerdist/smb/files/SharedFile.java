package org.peerdist.smb.files;

import java.util.ArrayList;
import java.util.List;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/** A file that is open, with all its opens in this share. All but its locks: see OpenTable. */
final class SharedFile {
  private static final int SHARE_READ = 0x1;
  private static final int SHARE_WRITE = 0x2;
  private static final int SHARE_DELETE = 0x4;

  private Object key;
  private final List<NioOpenFile> opens = new ArrayList<>();
  private final RangeLocks locks = new RangeLocks();
  private boolean deletePending;

  SharedFile(Object key) {
    this.key = key;
  }

  Object key() {
    return key;
  }

  void setKey(Object newKey) {
    key = newKey;
  }

  List<NioOpenFile> opens() {
    return opens;
  }

  RangeLocks locks() {
    return locks;
  }

  boolean isDeletePending() {
    return deletePending;
  }

  void setDeletePending(boolean pending) {
    deletePending = pending;
    if (pending) {
      opens.forEach(NioOpenFile::tellDeletePending);
    }
  }

  /**
   * Checks that another open goes together with those that there are.
   *
   * @param access what it will be granted
   * @param share what it lets others do
   * @throws StatusException SHARING_VIOLATION if it does not
   */
  void checkSharing(int access, int share) throws StatusException {
    for (NioOpenFile open : opens) {
      // SPEC [MS-FSA] 2.1.5.1.2.1, 2.1.5.1.2.2: opens that only look at attributes disturb nobody.
      if (Access.any(access, Access.DATA)
          && Access.any(open.grantedAccess(), Access.DATA)
          && (excludes(open.shareAccess(), access) || excludes(share, open.grantedAccess()))) {
        throw new StatusException(NtStatus.SHARING_VIOLATION);
      }
    }
  }

  private static boolean excludes(int share, int access) {
    return ((share & SHARE_READ) == 0 && Access.any(access, Access.READ_DATA | Access.EXECUTE))
        || ((share & SHARE_WRITE) == 0
            && Access.any(access, Access.WRITE_DATA | Access.APPEND_DATA))
        || ((share & SHARE_DELETE) == 0 && Access.any(access, Access.DELETE));
  }
}
