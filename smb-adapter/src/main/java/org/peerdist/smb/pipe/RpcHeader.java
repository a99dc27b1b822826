package org.peerdist.smb.pipe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * The header of a fragment, C706 12.6.3.1: version 5 (1), 0 (1), type (1), flags (1),
 * representation (4), length (2), length of the security part (2), call (4).
 *
 * @param type what the fragment is
 * @param flags 1 first, 2 last, 0x80 with an object
 * @param length of the fragment with its header
 * @param securityLength of what is behind it
 * @param call which call it belongs to
 */
record RpcHeader(int type, int flags, int length, int securityLength, long call) {
  static final int LENGTH = 16;
  static final int REQUEST = 0;
  static final int RESPONSE = 2;
  static final int FAULT = 3;
  static final int BIND = 11;
  static final int BIND_ACK = 12;
  static final int BIND_NAK = 13;
  static final int ALTER_CONTEXT = 14;
  static final int ALTER_CONTEXT_RESPONSE = 15;
  static final int FIRST = 1;
  static final int LAST = 2;
  static final int HAS_OBJECT = 0x80;

  private static final int VERSION = 5;
  private static final int LITTLE_ENDIAN = 0x10;

  static RpcHeader read(WireReader reader) throws WireFormatException {
    reader.need("Header", LENGTH);
    if (reader.u8("rpc_vers") != VERSION) {
      throw new WireFormatException("rpc_vers", 0, "not 5");
    }
    reader.skip("rpc_vers_minor", 1);
    int type = reader.u8("PTYPE");
    int flags = reader.u8("pfc_flags");
    if (reader.u32("packed_drep") != LITTLE_ENDIAN) {
      throw new WireFormatException("packed_drep", 4, "not little-endian, ASCII and IEEE");
    }
    int length = reader.u16("frag_length");
    int securityLength = reader.u16("auth_length");
    return new RpcHeader(type, flags, length, securityLength, reader.u32("call_id"));
  }

  /** Puts a header in front of a body. */
  static ByteBuffer message(int type, int flags, long call, ByteBuffer body) {
    int length = LENGTH + body.remaining();
    WireWriter writer = WireWriter.of(ByteOrder.LITTLE_ENDIAN, length);
    writer.u8(VERSION).u8(0).u8(type).u8(flags).u32(LITTLE_ENDIAN);
    return writer.u16(length).u16(0).u32(call).bytes(body).toByteBuffer();
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
