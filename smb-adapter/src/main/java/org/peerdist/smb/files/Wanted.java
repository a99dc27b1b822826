package org.peerdist.smb.files;

import org.peerdist.smb.information.FileAttributes;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/**
 * A request to open something, checked as far as that is possible without looking for it: phases 1
 * and 2 of [MS-FSA] 2.1.5.1.
 *
 * @param path what is meant
 * @param access the access that is asked for, without generic rights
 * @param maximum whether all access is asked for that there is
 * @param attributes of a file that is created
 * @param shareAccess what others may do meanwhile
 * @param disposition what to do when it exists or does not
 * @param options bits of {@link CreateOptions}
 * @param allowed the access that this user may have in this share
 */
record Wanted(
    SharePath path,
    int access,
    boolean maximum,
    int attributes,
    int shareAccess,
    Disposition disposition,
    int options,
    int allowed) {
  private static final int INVALID_ACCESS = 0x0CE0_FE00;
  private static final int SYSTEM_SECURITY = 0x0100_0000;
  private static final int UNKNOWN_OPTIONS = 0xFF00_0000;
  private static final int SHARE_ALL = 0x7;

  static Wanted of(OpenRequest request, boolean readOnly) throws StatusException {
    Disposition disposition = Disposition.of(request.disposition());
    int options = request.options();
    // SPEC [MS-FSA] 2.1.5.1: no access, or access that does not exist, is denied.
    refuseIf(
        request.desiredAccess() == 0
            || Access.any(request.desiredAccess(), INVALID_ACCESS | SYSTEM_SECURITY),
        NtStatus.ACCESS_DENIED);
    int access = Access.specific(request.desiredAccess());
    refuseIf(
        (request.shareAccess() & ~SHARE_ALL) != 0
            || (options & UNKNOWN_OPTIONS) != 0
            || (request.attributes() & ~FileAttributes.ALL) != 0,
        NtStatus.INVALID_PARAMETER);
    refuseIf(
        has(
            options,
            CreateOptions.OPEN_BY_FILE_ID
                | CreateOptions.RESERVE_OPFILTER
                | CreateOptions.CREATE_TREE_CONNECTION),
        NtStatus.NOT_SUPPORTED);
    checkFolderOptions(options, disposition);
    boolean maximum = Access.any(access, Access.MAXIMUM_ALLOWED);
    refuseIf(
        has(options, CreateOptions.DELETE_ON_CLOSE) && !Access.any(access, Access.DELETE),
        NtStatus.INVALID_PARAMETER);
    SharePath path = SharePath.parse(request.path());
    refuseIf(
        path.folder() && has(options, CreateOptions.NON_DIRECTORY_FILE),
        NtStatus.OBJECT_NAME_INVALID);
    // SPEC [MS-FSA] 2.1.5.1: nothing is made or emptied in a share that nobody may write to.
    refuseIf(
        readOnly && (disposition.overwrites() || disposition == Disposition.CREATE),
        NtStatus.MEDIA_WRITE_PROTECTED);
    return new Wanted(
        path,
        access & ~Access.MAXIMUM_ALLOWED,
        maximum,
        request.attributes() & FileAttributes.KEPT,
        request.shareAccess(),
        disposition,
        options,
        request.mayWrite() && !readOnly ? Access.ALL : Access.READ_ONLY);
  }

  private static void checkFolderOptions(int options, Disposition disposition)
      throws StatusException {
    if (has(options, CreateOptions.DIRECTORY_FILE)) {
      refuseIf(
          has(options, CreateOptions.NON_DIRECTORY_FILE) || disposition.overwrites(),
          NtStatus.INVALID_PARAMETER);
    }
  }

  private static void refuseIf(boolean refused, NtStatus status) throws StatusException {
    if (refused) {
      throw new StatusException(status);
    }
  }

  private static boolean has(int options, int some) {
    return (options & some) != 0;
  }

  boolean has(int option) {
    return has(options, option);
  }

  /** Whether a folder is meant, and nothing else. */
  boolean folderOnly() {
    return has(CreateOptions.DIRECTORY_FILE);
  }

  boolean mayWrite() {
    return allowed == Access.ALL;
  }
}
