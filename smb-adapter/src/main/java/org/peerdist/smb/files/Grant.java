package org.peerdist.smb.files;

import org.peerdist.smb.information.FileAttributes;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/**
 * The access that an open gets, [MS-FSA] 2.1.5.1.2.1.
 *
 * @param granted what the client may do with it
 * @param withImplied the same, with what opening itself does to the file
 */
record Grant(int granted, int withImplied) {
  /** Rights that need the bytes of a file to be open. */
  static final int BYTES =
      Access.READ_DATA | Access.EXECUTE | Access.WRITE_DATA | Access.APPEND_DATA;

  /** Rights that change a file's bytes, or what is in a folder. */
  static final int CHANGES = Access.WRITE_DATA | Access.APPEND_DATA | Access.DELETE_CHILD;

  /** For what is there. */
  static Grant of(Wanted wanted, FileState state, SharedDisk.Found found) throws StatusException {
    boolean overwrites = wanted.disposition().overwrites();
    int implied = overwrites ? impliedByOverwriting(wanted) : 0;
    boolean readOnlyFile = !state.isDirectory() && state.isReadOnly();
    int needed = wanted.access() | implied;
    boolean changes = overwrites || Access.any(needed, Access.WRITE_DATA | Access.APPEND_DATA);
    if (readOnlyFile && changes) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
    if (wanted.has(CreateOptions.DELETE_ON_CLOSE)
        && (state.isReadOnly() || !wanted.mayWrite() || found.place().isRoot())) {
      throw new StatusException(NtStatus.CANNOT_DELETE);
    }
    if (overwrites) {
      checkHiddenStays(wanted, state);
    }
    int allowed = wanted.allowed();
    if (found.link() || found.place().isRoot()) {
      // POLICY: what a link leads to has no name here that could be deleted; the root has none.
      allowed &= ~Access.DELETE;
    }
    return grant(wanted, needed, state.isReadOnly() ? allowed & ~CHANGES : allowed, allowed);
  }

  /** For what is made. */
  static Grant ofNew(Wanted wanted, boolean readOnly) throws StatusException {
    if (!wanted.mayWrite()) {
      throw new StatusException(readOnly ? NtStatus.MEDIA_WRITE_PROTECTED : NtStatus.ACCESS_DENIED);
    }
    if (wanted.has(CreateOptions.DELETE_ON_CLOSE)
        && (wanted.attributes() & FileAttributes.READONLY) != 0) {
      throw new StatusException(NtStatus.CANNOT_DELETE);
    }
    return grant(wanted, wanted.access(), wanted.allowed(), wanted.allowed());
  }

  private static Grant grant(Wanted wanted, int needed, int maximum, int allowed)
      throws StatusException {
    if ((needed & ~allowed) != 0) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
    int granted = wanted.access() | (wanted.maximum() ? maximum : 0);
    return new Grant(granted, granted | needed);
  }

  private static int impliedByOverwriting(Wanted wanted) {
    return wanted.disposition() == Disposition.SUPERSEDE
        ? Access.DELETE | Access.WRITE_DATA
        : Access.WRITE_DATA;
  }

  /** SPEC [MS-FSA] 2.1.5.1.2: who overwrites a hidden or a system file has to say so. */
  private static void checkHiddenStays(Wanted wanted, FileState state) throws StatusException {
    int mustStay = state.stored() & (FileAttributes.HIDDEN | FileAttributes.SYSTEM);
    if ((mustStay & ~wanted.attributes()) != 0) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
  }
}
