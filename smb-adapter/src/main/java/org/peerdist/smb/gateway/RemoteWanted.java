package org.peerdist.smb.gateway;

import java.util.List;
import org.peerdist.smb.files.Access;
import org.peerdist.smb.files.CreateOptions;
import org.peerdist.smb.files.OpenRequest;
import org.peerdist.smb.files.SharePath;
import org.peerdist.smb.protocol.CreateRequest;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/**
 * What a client wants to open, as far as it may.
 *
 * @param request what the other server is asked
 * @param access what the client gets if that is granted
 * @param maximum whether the client gets whatever the other server grants
 * @param mayWrite whether this user may change anything
 */
record RemoteWanted(CreateRequest request, int access, boolean maximum, boolean mayWrite) {
  private static final int IMPERSONATION = 2;
  private static final int SYSTEM_SECURITY = 0x0100_0000;
  private static final int OPEN = 1;
  private static final int OPEN_IF = 3;
  private static final int DISPOSITIONS = 6;
  private static final int REFUSED_OPTIONS =
      CreateOptions.OPEN_BY_FILE_ID | CreateOptions.RESERVE_OPFILTER;

  /**
   * Checks a request. The other server grants all that its user may do; what this user may not do
   * is refused here.
   */
  static RemoteWanted of(OpenRequest request, RemoteShare share, boolean readOnly)
      throws StatusException {
    SharePath path = SharePath.parse(request.path());
    // What has a number may be anywhere in the share, in the folder or not.
    refuseIf((request.options() & REFUSED_OPTIONS) != 0, NtStatus.NOT_SUPPORTED);
    refuseIf(
        request.disposition() < 0 || request.disposition() >= DISPOSITIONS,
        NtStatus.INVALID_PARAMETER);
    int access = Access.specific(request.desiredAccess());
    refuseIf(access == 0 || (access & SYSTEM_SECURITY) != 0, NtStatus.ACCESS_DENIED);
    boolean mayWrite = request.mayWrite() && !readOnly;
    boolean maximum = (access & Access.MAXIMUM_ALLOWED) != 0;
    access &= ~Access.MAXIMUM_ALLOWED;
    int disposition = request.disposition();
    if (!mayWrite) {
      refuseIf((access & ~Access.READ_ONLY) != 0, NtStatus.ACCESS_DENIED);
      refuseIf(
          disposition != OPEN && disposition != OPEN_IF,
          readOnly ? NtStatus.MEDIA_WRITE_PROTECTED : NtStatus.ACCESS_DENIED);
      refuseIf((request.options() & CreateOptions.DELETE_ON_CLOSE) != 0, NtStatus.CANNOT_DELETE);
      disposition = OPEN;
      access |= maximum ? Access.READ_ONLY : 0;
    }
    boolean asksForMost = maximum && mayWrite;
    int sent = access | Access.READ_ATTRIBUTES | (asksForMost ? Access.MAXIMUM_ALLOWED : 0);
    int options = request.options() | (path.folder() ? CreateOptions.DIRECTORY_FILE : 0);
    return new RemoteWanted(
        new CreateRequest(
            IMPERSONATION,
            sent,
            request.attributes(),
            request.shareAccess(),
            disposition,
            options,
            share.pathInShare(path),
            List.of()),
        access,
        asksForMost,
        mayWrite);
  }

  private static void refuseIf(boolean refused, NtStatus status) throws StatusException {
    if (refused) {
      throw new StatusException(status);
    }
  }

  /** Whether nothing comes of it if it is done twice. */
  boolean isRepeatable() {
    return request.disposition() == OPEN
        && (request.desiredAccess() & ~Access.READ_ONLY) == 0
        && (request.options() & CreateOptions.DELETE_ON_CLOSE) == 0;
  }
}
