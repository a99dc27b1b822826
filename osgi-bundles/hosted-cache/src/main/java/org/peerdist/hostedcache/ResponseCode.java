package org.peerdist.hostedcache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * What a hosted cache answers ([MS-PCHC] 2.2.2). In network byte order: size of what follows (4)
 * which is 1, code (1).
 */
public enum ResponseCode {
  /** It knows enough to pull what it does not have. */
  OK(0),
  /** It needs the block hashes of the segment first. */
  INTERESTED(1);

  /** The length of a response. */
  public static final int LENGTH = 5;

  private final int wireValue;

  ResponseCode(int wireValue) {
    this.wireValue = wireValue;
  }

  /**
   * Reads a response.
   *
   * @param input its bytes and nothing else; the position stays where it is
   * @return the code
   * @throws WireFormatException if it is not valid; never anything else, whatever the bytes are
   */
  public static ResponseCode read(ByteBuffer input) throws WireFormatException {
    WireReader reader = WireReader.of(input, ByteOrder.BIG_ENDIAN);
    reader.u32("Size", 1, 1);
    long start = reader.offset();
    int value = reader.u8("ResponseCode");
    reader.finish();
    for (ResponseCode code : values()) {
      if (code.wireValue == value) {
        return code;
      }
    }
    throw new WireFormatException("ResponseCode", start, value + " is unknown");
  }

  /**
   * The bytes of the response.
   *
   * @return a new buffer
   */
  public ByteBuffer encode() {
    return WireWriter.of(ByteOrder.BIG_ENDIAN, LENGTH).u32(1).u8(wireValue).toByteBuffer();
  }
}
