package org.peerdist.smb.files;

import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.wire.Bytes;

/**
 * What came of waiting for changes in a folder, [MS-SMB2] 3.3.4.4. Never changed.
 *
 * @param status SUCCESS; NOTIFY_ENUM_DIR if there were changes that can't be told, so that the
 *     client has to list the folder; or why nothing is told
 * @param changes FILE_NOTIFY_INFORMATION, [MS-FSCC] 2.7.1, with names relative to the folder; empty
 *     if not a success
 */
public record ChangeNotice(NtStatus status, Bytes changes) {
  /**
   * Changes.
   *
   * @param changes in their form on the wire
   * @return a success
   */
  public static ChangeNotice of(Bytes changes) {
    return new ChangeNotice(NtStatus.SUCCESS, changes);
  }

  /**
   * No changes.
   *
   * @param status the reason
   * @return without changes
   */
  public static ChangeNotice of(NtStatus status) {
    return new ChangeNotice(status, Bytes.EMPTY);
  }
}
