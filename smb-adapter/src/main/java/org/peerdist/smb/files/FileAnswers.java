package org.peerdist.smb.files;

import java.io.IOException;
import org.peerdist.smb.information.FileAccessInformation;
import org.peerdist.smb.information.FileAlignmentInformation;
import org.peerdist.smb.information.FileAllInformation;
import org.peerdist.smb.information.FileAttributeTagInformation;
import org.peerdist.smb.information.FileBasicInformation;
import org.peerdist.smb.information.FileCompressionInformation;
import org.peerdist.smb.information.FileEaInformation;
import org.peerdist.smb.information.FileIdInformation;
import org.peerdist.smb.information.FileInternalInformation;
import org.peerdist.smb.information.FileModeInformation;
import org.peerdist.smb.information.FileNameInformation;
import org.peerdist.smb.information.FileNetworkOpenInformation;
import org.peerdist.smb.information.FilePositionInformation;
import org.peerdist.smb.information.FileStandardInformation;
import org.peerdist.smb.information.FileStreamInformation;
import org.peerdist.smb.information.Information;
import org.peerdist.smb.information.NoInformation;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/** What is told of an open file, [MS-FSCC] 2.4 and [MS-FSA] 2.1.5.12. */
final class FileAnswers {
  private final NioOpenFile open;
  private final SharedDisk disk;

  FileAnswers(NioOpenFile open, SharedDisk disk) {
    this.open = open;
    this.disk = disk;
  }

  Information answer(int informationClass) throws IOException, StatusException {
    return switch (informationClass) {
      case 4 -> basic();
      case 5 -> standard();
      case 6 -> internal();
      case 7 -> new FileEaInformation(0);
      case 8 -> access();
      case 9 -> name();
      case 14 -> new FilePositionInformation(open.position());
      case 16 -> mode();
      case 17 -> new FileAlignmentInformation(0);
      case 18 -> all();
      // There are no short names, and no extended attributes to list.
      case 21 -> throw new StatusException(NtStatus.OBJECT_NAME_NOT_FOUND);
      case 15 -> throw new StatusException(NtStatus.NO_EAS_ON_FILE);
      case 22 -> streams();
      case 28 -> compression();
      case 34 -> networkOpen();
      case 35 -> attributeTag();
      case 48 -> new FileNameInformation(open.place().onWire());
      case 59 -> id();
      // SPEC [MS-FSA] 2.1.5.12: classes that are known, but not for files here.
      case 23, 24, 25, 29, 32, 33, 46 -> throw new StatusException(NtStatus.INVALID_PARAMETER);
      default -> throw new StatusException(NtStatus.INVALID_INFO_CLASS);
    };
  }

  private FileFacts facts() throws StatusException {
    open.need(Access.READ_ATTRIBUTES);
    return open.facts();
  }

  private FileBasicInformation basic() throws StatusException {
    FileFacts facts = facts();
    return new FileBasicInformation(
        facts.created(), facts.accessed(), facts.written(), facts.changed(), facts.attributes());
  }

  private FileStandardInformation standard() throws StatusException {
    FileFacts facts = open.facts();
    boolean pending = open.file().isDeletePending();
    return new FileStandardInformation(
        facts.allocation(), facts.size(), pending ? 0 : 1, pending, open.isDirectory());
  }

  private FileInternalInformation internal() throws IOException {
    return new FileInternalInformation(open.now().fileId());
  }

  private FileAccessInformation access() {
    return new FileAccessInformation(open.grantedAccess());
  }

  private FileModeInformation mode() {
    return new FileModeInformation(open.mode());
  }

  /** From the root of the share, which is the backslash in front. */
  private FileNameInformation name() {
    return new FileNameInformation("\\" + open.place().onWire());
  }

  private FileAllInformation all() throws IOException, StatusException {
    return new FileAllInformation(
        basic(),
        standard(),
        internal(),
        new FileEaInformation(0),
        access(),
        new FilePositionInformation(open.position()),
        mode(),
        new FileAlignmentInformation(0),
        name());
  }

  private Information streams() throws StatusException {
    if (open.isDirectory()) {
      return new NoInformation();
    }
    FileFacts facts = open.facts();
    return new FileStreamInformation(facts.size(), facts.allocation());
  }

  private FileCompressionInformation compression() throws StatusException {
    return new FileCompressionInformation(open.facts().allocation());
  }

  private FileNetworkOpenInformation networkOpen() throws StatusException {
    FileFacts facts = facts();
    return new FileNetworkOpenInformation(
        facts.created(),
        facts.accessed(),
        facts.written(),
        facts.changed(),
        facts.allocation(),
        facts.size(),
        facts.attributes());
  }

  private FileAttributeTagInformation attributeTag() throws StatusException {
    return new FileAttributeTagInformation(facts().attributes());
  }

  private FileIdInformation id() throws IOException {
    return new FileIdInformation(
        Integer.toUnsignedLong(VolumeAnswers.serialNumber(disk)), open.now().fileId());
  }
}
