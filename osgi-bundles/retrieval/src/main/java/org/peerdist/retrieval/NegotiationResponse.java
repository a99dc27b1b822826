package org.peerdist.retrieval;

import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Says which versions a server supports ("MSG_NEGO_RESP", [MS-PCCRR] 2.2.5.1). After the header:
 * lowest version (4), highest version (4).
 *
 * @param lowest the lowest version that the server supports
 * @param highest the highest version that the server supports
 */
public record NegotiationResponse(ProtocolVersion lowest, ProtocolVersion highest)
    implements ResponseMessage {
  static NegotiationResponse read(WireReader reader) throws WireFormatException {
    return new NegotiationResponse(
        ProtocolVersion.read("MinSupportedProtocolVersion", reader),
        ProtocolVersion.read("MaxSupportedProtocolVersion", reader));
  }

  @Override
  public void write(WireWriter writer) {
    lowest.write(writer);
    highest.write(writer);
  }
}
