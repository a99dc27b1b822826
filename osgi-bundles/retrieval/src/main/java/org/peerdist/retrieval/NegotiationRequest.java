package org.peerdist.retrieval;

import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Asks which versions a server supports ("MSG_NEGO_REQ", [MS-PCCRR] 2.2.4.1). After the header:
 * lowest version (4), highest version (4).
 *
 * @param lowest the lowest version that the client supports
 * @param highest the highest version that the client supports
 */
public record NegotiationRequest(ProtocolVersion lowest, ProtocolVersion highest)
    implements RequestMessage {
  static NegotiationRequest read(WireReader reader) throws WireFormatException {
    return new NegotiationRequest(
        ProtocolVersion.read("MinSupportedProtocolVersion", reader),
        ProtocolVersion.read("MaxSupportedProtocolVersion", reader));
  }

  @Override
  public CryptoAlgorithm algorithm() {
    return CryptoAlgorithm.NONE;
  }

  @Override
  public void write(WireWriter writer) {
    lowest.write(writer);
    highest.write(writer);
  }
}
