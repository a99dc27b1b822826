package org.peerdist.smb.server.internal;

import org.peerdist.smb.protocol.Header;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.server.ShareServerOptions;

/** Finds session and share of a request, and checks its protection, [MS-SMB2] 3.3.5.2.4 to 11. */
final class Admission {
  /**
   * Checks a request.
   *
   * @throws StatusException with what the client is told
   */
  void check(Exchange exchange, boolean needsSession, boolean needsTree) throws StatusException {
    Header header = exchange.header();
    Exchange previous = exchange.compound().previous();
    boolean related = header.has(Header.RELATED);
    if (related && previous == null) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    findSession(exchange, related ? previous.session() : find(exchange));
    checkProtection(exchange);
    if (needsSession) {
      checkSession(exchange, related);
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

  private static void checkProtection(Exchange exchange) throws StatusException {
    Session session = exchange.session();
    if (exchange.isEncrypted()) {
      if (session != exchange.compound().sealedBy() && exchange.header().sessionId() != 0) {
        throw new StatusException(NtStatus.ACCESS_DENIED);
      }
      return;
    }
    if (!exchange.header().has(Header.SIGNED)) {
      return;
    }
    if (session == null) {
      throw new StatusException(NtStatus.USER_SESSION_DELETED);
    }
    if (!session.isValid() || session.state().signer() == null) {
      return;
    }
    if (!session.state().signer().verify(exchange.frame(), exchange.offset(), exchange.length())) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
    exchange.sign();
  }

  private static void checkSession(Exchange exchange, boolean related) throws StatusException {
    Session session = exchange.session();
    if (session == null || session.hasEnded()) {
      throw new StatusException(
          related ? NtStatus.INVALID_PARAMETER : NtStatus.USER_SESSION_DELETED);
    }
    if (!session.isValid()) {
      throw new StatusException(NtStatus.USER_SESSION_DELETED);
    }
    ShareServerOptions options = exchange.client().service().options();
    boolean bare = !exchange.isEncrypted() && !exchange.isSigned();
    boolean open = session.state().encrypt() && !exchange.isEncrypted();
    if (open || (options.signing() && bare)) {
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
