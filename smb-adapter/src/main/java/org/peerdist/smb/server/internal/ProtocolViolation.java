package org.peerdist.smb.server.internal;

/** A client does what ends its connection. There is no stack trace: it is no fault of this side. */
final class ProtocolViolation extends Exception {
  private static final long serialVersionUID = 1;

  ProtocolViolation(String reason) {
    super(reason, null, false, false);
  }
}
