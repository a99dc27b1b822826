package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Opens or creates a file, [MS-SMB2] 2.2.13: 57 (2), security flags (1), oplock (1), impersonation
 * (4), flags (8), reserved (8), desired access (4), attributes (4), share access (4), disposition
 * (4), options (4), offset (2) and length (2) of the name, offset (4) and length (4) of the
 * contexts, name, contexts.
 *
 * @param impersonation 0 to 3
 * @param desiredAccess an access mask
 * @param attributes of a file that is created
 * @param shareAccess what others may do meanwhile
 * @param disposition what to do when it exists or does not
 * @param options a set of bits
 * @param name relative to the share
 * @param contexts further wishes
 */
public record CreateRequest(
    int impersonation,
    int desiredAccess,
    int attributes,
    int shareAccess,
    int disposition,
    int options,
    String name,
    List<CreateContext> contexts)
    implements MessageBody {
  private static final int SIZE = 57;
  private static final int NAME_OFFSET = Header.LENGTH + 56;

  public CreateRequest {
    contexts = List.copyOf(contexts);
  }

  /** Reads the message, which begins with its header. */
  public static CreateRequest read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    reader.skip("SecurityFlags and RequestedOplockLevel", 2);
    int impersonation = (int) reader.u32("ImpersonationLevel");
    reader.skip("SmbCreateFlags and Reserved", 16);
    int desiredAccess = (int) reader.u32("DesiredAccess");
    int attributes = (int) reader.u32("FileAttributes");
    int shareAccess = (int) reader.u32("ShareAccess");
    int disposition = (int) reader.u32("CreateDisposition");
    int options = (int) reader.u32("CreateOptions");
    int nameOffset = reader.u16("NameOffset");
    int nameLength = reader.u16("NameLength");
    long contextsOffset = reader.u32("CreateContextsOffset");
    long contextsLength = reader.u32("CreateContextsLength");
    String name = Raw.utf16("Name", Raw.part("Name", message, nameOffset, nameLength));
    ByteBuffer contexts = Raw.part("CreateContexts", message, contextsOffset, contextsLength);
    return new CreateRequest(
        impersonation,
        desiredAccess,
        attributes,
        shareAccess,
        disposition,
        options,
        name,
        CreateContext.readAll(contexts));
  }

  @Override
  public void write(WireWriter writer) {
    ByteBuffer bytes = Raw.utf16(name);
    WireWriter list = Raw.writer(64);
    CreateContext.writeAll(contexts, list);
    int contextsOffset = NAME_OFFSET + bytes.remaining() + 7 & ~7;
    writer.u16(SIZE).u8(0).u8(0).u32(impersonation & 0xFFFF_FFFFL).u64(0).u64(0);
    writer.u32(desiredAccess & 0xFFFF_FFFFL).u32(attributes & 0xFFFF_FFFFL);
    writer.u32(shareAccess & 0xFFFF_FFFFL).u32(disposition & 0xFFFF_FFFFL);
    writer.u32(options & 0xFFFF_FFFFL).u16(NAME_OFFSET).u16(bytes.remaining());
    writer.u32(list.length() == 0 ? 0 : contextsOffset).u32(list.length()).bytes(bytes);
    // SPEC [MS-SMB2] 2.2.13: the part behind the fixed fields has one byte at least.
    Raw.zeros(Math.max(contextsOffset - NAME_OFFSET, 8) - bytes.remaining(), writer);
    writer.bytes(list.toByteBuffer());
  }
}
