package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/**
 * The header of a message, [MS-SMB2] 2.2.1, little-endian: protocol id FE 53 4D 42, structure size
 * 64 (2), credit charge (2), status (4), command (2), credits (2), flags (4), next command (4),
 * message id (8), then if the message is asynchronous its id (8), else process (4) and tree (4);
 * session id (8), signature (16).
 *
 * @param creditCharge how many message ids the request takes, 0 or more
 * @param status in answers, otherwise 0
 * @param command a number, perhaps not of a {@link Command}
 * @param credits how many are asked for or granted
 * @param flags a set of bits
 * @param nextCommand where the next message of a compound begins, 0 if this is the last
 * @param messageId any number
 * @param related the id of an asynchronous message, otherwise the tree in its upper half
 * @param sessionId any number
 */
public record Header(
    int creditCharge,
    int status,
    int command,
    int credits,
    int flags,
    int nextCommand,
    long messageId,
    long related,
    long sessionId) {
  /** Bytes of a header. */
  public static final int LENGTH = 64;

  /** Where the signature is. */
  public static final int SIGNATURE_OFFSET = 48;

  /** Bytes of a signature. */
  public static final int SIGNATURE_LENGTH = 16;

  /** The first bytes of a message, as a little-endian number. */
  public static final int PROTOCOL = 0x424D53FE;

  /** An answer. */
  public static final int RESPONSE = 0x1;

  /** The message has an asynchronous id. */
  public static final int ASYNC = 0x2;

  /** The request goes on with session, tree and file of the one before it. */
  public static final int RELATED = 0x4;

  /** The message has a signature. */
  public static final int SIGNED = 0x8;

  /** Reads a header from the start of a message, whose position stays. */
  public static Header read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.reader(message);
    reader.need("Header", LENGTH);
    if ((int) reader.u32("ProtocolId") != PROTOCOL) {
      throw new WireFormatException("ProtocolId", 0, "not that of SMB 2");
    }
    if (reader.u16("StructureSize") != LENGTH) {
      throw new WireFormatException("StructureSize", Integer.BYTES, "not 64");
    }
    return new Header(
        reader.u16("CreditCharge"),
        (int) reader.u32("Status"),
        reader.u16("Command"),
        reader.u16("Credits"),
        (int) reader.u32("Flags"),
        (int) reader.u32("NextCommand"),
        Raw.u64("MessageId", reader),
        Raw.u64("TreeId", reader),
        Raw.u64("SessionId", reader));
  }

  /** Writes the header over the first 64 bytes of a message, with an empty signature. */
  public void put(byte[] message) {
    ByteBuffer target = ByteBuffer.wrap(message, 0, LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    target.putInt(PROTOCOL).putShort((short) LENGTH).putShort((short) creditCharge);
    target.putInt(status).putShort((short) command).putShort((short) credits);
    target.putInt(flags).putInt(nextCommand).putLong(messageId).putLong(related);
    target.putLong(sessionId).putLong(0).putLong(0);
  }

  /** Whether a flag is set. */
  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** The tree of a message that is not asynchronous. */
  public int treeId() {
    return (int) (related >>> Integer.SIZE);
  }

  /** How many message ids the request takes, 1 at least. */
  public int charge() {
    return Math.max(1, creditCharge);
  }
}
