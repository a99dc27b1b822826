package org.peerdist.smb.server.internal;

import org.peerdist.smb.protocol.EmptyBody;
import org.peerdist.wire.WireFormatException;

/** LOGOFF, TREE_DISCONNECT and ECHO, [MS-SMB2] 3.3.5.6, 3.3.5.8 and 3.3.5.17. */
final class SessionHandlers {
  private SessionHandlers() {}

  static Reply logoff(Exchange exchange) throws WireFormatException {
    EmptyBody.read(exchange.message());
    exchange.client().endSession(exchange.session());
    return Answer.of(new EmptyBody());
  }

  static Reply disconnect(Exchange exchange) throws WireFormatException {
    EmptyBody.read(exchange.message());
    exchange.session().disconnect(exchange.tree());
    return Answer.of(new EmptyBody());
  }

  static Reply echo(Exchange exchange) throws WireFormatException {
    EmptyBody.read(exchange.message());
    return Answer.of(new EmptyBody());
  }
}
