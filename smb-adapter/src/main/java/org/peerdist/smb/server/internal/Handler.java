package org.peerdist.smb.server.internal;

import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.WireFormatException;

/** Carries out requests of one command. */
interface Handler {
  /**
   * Carries out a request.
   *
   * @throws WireFormatException if the request has not its form: INVALID_PARAMETER
   * @throws StatusException with what the client is told
   * @throws ProtocolViolation if the connection has to end
   */
  Reply handle(Exchange exchange) throws WireFormatException, StatusException, ProtocolViolation;
}
