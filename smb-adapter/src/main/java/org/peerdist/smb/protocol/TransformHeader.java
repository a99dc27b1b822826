package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/**
 * What is in front of encrypted messages, [MS-SMB2] 2.2.41, little-endian: protocol id FD 53 4D 42,
 * signature (16), nonce (16), length of the messages (4), reserved (2), flags 1 (2), session (8).
 *
 * @param nonce 16 bytes, of which the cipher takes the first
 * @param length of the messages in bytes
 * @param sessionId whose keys they are
 */
public record TransformHeader(Bytes nonce, int length, long sessionId) {
  /** Bytes of the header. */
  public static final int LENGTH = 52;

  /** The first bytes, as a little-endian number. */
  public static final int PROTOCOL = 0x424D53FD;

  static final int SIGNATURE_OFFSET = 4;
  static final int NONCE_OFFSET = 20;
  static final int NONCE_LENGTH = 16;

  /** Reads the header from the start of a frame, which has to end where the messages do. */
  public static TransformHeader read(ByteBuffer frame) throws WireFormatException {
    WireReader reader = Raw.reader(frame);
    reader.skip("ProtocolId and Signature", NONCE_OFFSET);
    Bytes nonce = reader.bytes("Nonce", NONCE_LENGTH);
    int least = Header.LENGTH;
    int length = reader.u32("OriginalMessageSize", least, Integer.MAX_VALUE);
    reader.skip("Reserved", 2);
    if (reader.u16("Flags") != 1) {
      throw new WireFormatException("Flags", LENGTH - 10, "not encrypted");
    }
    long sessionId = Raw.u64("SessionId", reader);
    reader.skip("Messages", length);
    reader.finish();
    return new TransformHeader(nonce, length, sessionId);
  }

  /** Writes the header over the first bytes of a frame, without its signature. */
  void put(byte[] frame) {
    ByteBuffer target = ByteBuffer.wrap(frame, 0, LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    target.putInt(PROTOCOL).position(NONCE_OFFSET);
    target.put(nonce.asByteBuffer()).putInt(length).putShort((short) 0).putShort((short) 1);
    target.putLong(sessionId);
  }
}
