package org.peerdist.smb.server.internal;

import org.peerdist.smb.protocol.Command;
import org.peerdist.smb.protocol.Header;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/** Finds session and share of a request, and checks its protection, [MS-SMB2] 3.3.5.2.4 to 11. */
final class Admission {
  /**
   * Checks a request.
   *
   * @throws StatusException with what the client is told
   */
  void check(Exchange exchange, Command command, boolean needsSession, boolean needsTree)
      throws StatusException {
    Header header = exchange.header();
    Exchange previous = exchange.compound().previous();
    boolean related = header.has(Header.RELATED);
    if (related && previous == null) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    findSession(exchange, related ? previous.session() : find(exchange));
    checkProtection(exchange, command);
    if (needsSession) {
      checkSession(exchange, command, related);
    }
    if (needsTree) {
      checkTree(exchange, related ? previous.tree() : tree(exchange), related);
    }
  }

  private static Session find(Exchange exchange) {
    return exchange.client().session(exchange.header().sessionId());
  }

  private static Tree tree(Exchange exchange) {
    return exchange.session().tree(exchange.header().treeId());
  }

  private static void findSession(Exchange exchange, Session session) {
    if (session != null) {
      exchange.setSession(session);
    }
  }

  private static void checkProtection(Exchange exchange, Command command) throws StatusException {
    Session session = exchange.session();
    if (exchange.isEncrypted()) {
      return;
    }
    if (exchange.header().has(Header.SIGNED)) {
      checkSignature(exchange, command);
    } else if (session != null
        && session.isValid()
        && session.state().signs()
        && command != Command.CANCEL) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
  }

  private static void checkSignature(Exchange exchange, Command command) throws StatusException {
    Session session = exchange.session();
    if (command == Command.NEGOTIATE) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    if (session == null) {
      throw new StatusException(NtStatus.USER_SESSION_DELETED);
    }
    // SPEC [MS-SMB2] 3.3.5.2.4: before a login, and for guests, there is no key to sign with.
    if (!session.isValid() || session.state().signer() == null) {
      throw new StatusException(NtStatus.NOT_SUPPORTED);
    }
    if (!session.state().signer().verify(exchange.frame(), exchange.offset(), exchange.length())) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
    exchange.sign();
  }

  private static void checkSession(Exchange exchange, Command command, boolean related)
      throws StatusException {
    Session session = exchange.session();
    if (session == null || session.hasEnded()) {
      throw new StatusException(
          related ? NtStatus.INVALID_PARAMETER : NtStatus.USER_SESSION_DELETED);
    }
    if (!session.isValid()) {
      // SPEC [MS-SMB2] 3.3.5.2.9: a login that goes on can be ended.
      if (command == Command.LOGOFF) {
        return;
      }
      throw new StatusException(NtStatus.USER_SESSION_DELETED);
    }
    if (session.state().encrypt() && !exchange.isEncrypted()) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
  }

  private static void checkTree(Exchange exchange, Tree tree, boolean related)
      throws StatusException {
    if (tree == null) {
      throw new StatusException(
          related ? NtStatus.INVALID_PARAMETER : NtStatus.NETWORK_NAME_DELETED);
    }
    exchange.setTree(tree);
    if (tree.isEncrypted() && !exchange.isEncrypted()) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
  }
}
