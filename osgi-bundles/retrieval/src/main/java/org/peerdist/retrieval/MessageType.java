package org.peerdist.retrieval;

import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/** The messages ("MsgType", [MS-PCCRR] 2.2.3), in the order of their wire values 0 to 7. */
enum MessageType {
  NEGOTIATION_REQUEST(0, true),
  NEGOTIATION_RESPONSE(1, false),
  GET_BLOCK_LIST(2, true),
  GET_BLOCKS(3, true),
  BLOCK_LIST(4, false),
  BLOCK(5, false),
  GET_SEGMENT_LIST(6, true),
  SEGMENT_LIST(7, false);

  private static final MessageType[] BY_WIRE_VALUE = values();

  private final int wireValue;
  private final boolean request;

  MessageType(int wireValue, boolean request) {
    this.wireValue = wireValue;
    this.request = request;
  }

  static MessageType read(WireReader reader) throws WireFormatException {
    return BY_WIRE_VALUE[reader.u32("MsgType", 0, BY_WIRE_VALUE.length - 1)];
  }

  int wireValue() {
    return wireValue;
  }

  /** Whether clients send it. */
  boolean isRequest() {
    return request;
  }

  /**
   * SPEC [MS-PCCRR] 2.2.3: the version is determined by the type of the message, and not by what
   * the sender supports.
   */
  ProtocolVersion version() {
    return this == GET_SEGMENT_LIST || this == SEGMENT_LIST
        ? ProtocolVersion.V2_0
        : ProtocolVersion.V1_0;
  }
}
