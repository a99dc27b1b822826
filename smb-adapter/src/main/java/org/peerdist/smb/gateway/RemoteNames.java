package org.peerdist.smb.gateway;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.peerdist.smb.client.internal.LostException;
import org.peerdist.smb.files.SharePath;
import org.peerdist.smb.information.FileNameInformation;
import org.peerdist.smb.information.FileRenameInformation;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.Raw;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireWriter;

/**
 * What of an open file has paths in it, which are not the same here and on the other server: there,
 * the folder is somewhere in a share. Thread-safe.
 */
final class RemoteNames {
  private static final int NAME = 9;
  private static final int NORMALIZED_NAME = 48;
  private static final int RENAME = 10;
  private static final int RENAME_EXTENDED = 65;

  private final RemoteShare share;
  private volatile String path;

  RemoteNames(RemoteShare share, String pathInShare) {
    this.share = share;
    this.path = pathInShare;
  }

  String inShare() {
    return path;
  }

  String own() {
    String inner = share.pathInFolder(path);
    return inner.substring(inner.lastIndexOf('\\') + 1);
  }

  /** Whether a class of information has the path of the file in it. */
  boolean tellsName(int informationClass) {
    return informationClass == NAME
        || informationClass == NORMALIZED_NAME
        || informationClass == RemoteFacts.INFORMATION_CLASS;
  }

  /** Answers for a class that has the path in it. */
  byte[] query(RemoteHandle open, int informationClass, int most)
      throws LostException, StatusException {
    String inner = share.pathInFolder(path);
    FileNameInformation name =
        new FileNameInformation(informationClass == NORMALIZED_NAME ? inner : "\\" + inner);
    if (informationClass != RemoteFacts.INFORMATION_CLASS) {
      return name.encode(most);
    }
    int fixed = RemoteFacts.NAME_OFFSET;
    if (most < fixed + name.fixedLength()) {
      throw new StatusException(NtStatus.INFO_LENGTH_MISMATCH);
    }
    byte[] all = open.all();
    if (all.length < fixed) {
      throw new StatusException(NtStatus.UNEXPECTED_IO_ERROR);
    }
    byte[] told = name.encode(Integer.MAX_VALUE);
    byte[] answer = Arrays.copyOf(all, fixed + told.length);
    System.arraycopy(told, 0, answer, fixed, told.length);
    if (answer.length > most) {
      throw new StatusException(NtStatus.BUFFER_OVERFLOW, Arrays.copyOf(answer, most));
    }
    return answer;
  }

  /** Carries out what a client wants to change. */
  void set(RemoteHandle open, int informationClass, ByteBuffer information)
      throws LostException, StatusException {
    switch (informationClass) {
      case RENAME, RENAME_EXTENDED -> rename(open, informationClass, information);
      case 4, 13, 14, 16, 19, 20, 64 -> open.set(informationClass, information);
      // Other paths, short names, extended attributes and quotas are not for shares here.
      case 11, 72, 40 -> throw new StatusException(NtStatus.NOT_SUPPORTED);
      case 15 -> throw new StatusException(NtStatus.EAS_NOT_SUPPORTED);
      default -> throw new StatusException(NtStatus.INVALID_INFO_CLASS);
    }
  }

  private void rename(RemoteHandle open, int informationClass, ByteBuffer information)
      throws LostException, StatusException {
    FileRenameInformation wanted;
    try {
      wanted =
          informationClass == RENAME
              ? FileRenameInformation.read(Raw.reader(information))
              : FileRenameInformation.readExtended(Raw.reader(information));
    } catch (WireFormatException e) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    String target = share.pathInShare(SharePath.parse(wanted.path()));
    WireWriter writer = WireWriter.of(ByteOrder.LITTLE_ENDIAN, 64);
    new FileRenameInformation(wanted.replace(), false, false, target).write(writer);
    open.set(RENAME, writer.toByteBuffer());
    path = target;
  }
}
