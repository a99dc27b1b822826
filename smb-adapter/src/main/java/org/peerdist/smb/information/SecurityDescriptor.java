package org.peerdist.smb.information;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.WireWriter;

/**
 * Who may do what with a file that is the same to everyone who may open it, [MS-DTYP] 2.4.6 in its
 * self-relative form: Revision (1), Sbz1 (1), Control (2), OffsetOwner, OffsetGroup, OffsetSacl,
 * OffsetDacl (4 each), then owner, group and a DACL with one entry. The owner and the group are the
 * administrators of the server: users of a share are not known as such to the disk behind it.
 *
 * @param access what everyone may do
 * @param inherited whether what is in the folder has it, too
 */
public record SecurityDescriptor(int access, boolean inherited) {
  /** That the owner is asked for. */
  public static final int OWNER = 0x1;

  /** That the group is asked for. */
  public static final int GROUP = 0x2;

  /** That the list of who may do what is asked for. */
  public static final int DACL = 0x4;

  /** That the list of what is audited is asked for. */
  public static final int SACL = 0x8;

  private static final int HEADER = 20;
  private static final int SELF_RELATIVE = 0x8000;
  private static final int DACL_PRESENT = 0x4;
  private static final int OBJECT_AND_CONTAINER_INHERIT = 0x3;
  private static final int ADMINISTRATORS_LENGTH = 16;
  private static final int EVERYONE_LENGTH = 12;
  private static final int ACE_LENGTH = 8 + EVERYONE_LENGTH;
  private static final int ACL_LENGTH = 8 + ACE_LENGTH;

  /**
   * Writes the parts that are asked for.
   *
   * @param parts {@link #OWNER}, {@link #GROUP}, {@link #DACL}
   * @param most the bytes that the receiver has room for
   * @return the descriptor
   * @throws StatusException BUFFER_TOO_SMALL, with the length, if it does not fit
   */
  public byte[] encode(int parts, int most) throws StatusException {
    int owner = HEADER;
    int group = owner + ((parts & OWNER) != 0 ? ADMINISTRATORS_LENGTH : 0);
    int dacl = group + ((parts & GROUP) != 0 ? ADMINISTRATORS_LENGTH : 0);
    int length = dacl + ((parts & DACL) != 0 ? ACL_LENGTH : 0);
    if (length > most) {
      ByteBuffer needed = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(length);
      throw new StatusException(NtStatus.BUFFER_TOO_SMALL, needed.array());
    }
    WireWriter writer = WireWriter.of(ByteOrder.LITTLE_ENDIAN, length);
    writer.u8(1).u8(0).u16(SELF_RELATIVE | ((parts & DACL) != 0 ? DACL_PRESENT : 0));
    writer.u32((parts & OWNER) != 0 ? owner : 0).u32((parts & GROUP) != 0 ? group : 0);
    writer.u32(0).u32((parts & DACL) != 0 ? dacl : 0);
    if ((parts & OWNER) != 0) {
      writeAdministrators(writer);
    }
    if ((parts & GROUP) != 0) {
      writeAdministrators(writer);
    }
    if ((parts & DACL) != 0) {
      writeDacl(writer);
    }
    return writer.toBytes().toByteArray();
  }

  /** ACL, [MS-DTYP] 2.4.5, with one ACCESS_ALLOWED_ACE, 2.4.4.2. */
  private void writeDacl(WireWriter writer) {
    writer.u8(2).u8(0).u16(ACL_LENGTH).u16(1).u16(0);
    writer.u8(0).u8(inherited ? OBJECT_AND_CONTAINER_INHERIT : 0).u16(ACE_LENGTH);
    writer.u32(Integer.toUnsignedLong(access));
    // S-1-1-0, everyone: revision, count, authority in big-endian, then its numbers.
    writer.u8(1).u8(1).u16(0).u16(0).u8(0).u8(1).u32(0);
  }

  /** S-1-5-32-544. */
  private static void writeAdministrators(WireWriter writer) {
    writer.u8(1).u8(2).u16(0).u16(0).u8(0).u8(5).u32(32).u32(544);
  }
}
