package org.peerdist.smb.server.internal;

import java.util.Locale;
import org.peerdist.smb.protocol.Dialect;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.protocol.TreeConnectRequest;
import org.peerdist.smb.protocol.TreeConnectResponse;
import org.peerdist.smb.server.Share;
import org.peerdist.wire.WireFormatException;

/** TREE_CONNECT, [MS-SMB2] 3.3.5.7. */
final class TreeConnectHandler implements Handler {
  private static final String PIPES = "ipc$";

  @Override
  public Reply handle(Exchange exchange)
      throws WireFormatException, StatusException, ProtocolViolation {
    checkProtection(exchange);
    String path = TreeConnectRequest.read(exchange.message()).path();
    String[] parts = path.split("\\\\", 5);
    if (parts.length != 4 || !parts[0].isEmpty() || !parts[1].isEmpty()) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    String name = parts[3].toLowerCase(Locale.ROOT);
    return name.equals(PIPES) ? pipes(exchange) : files(exchange, name);
  }

  /**
   * SPEC [MS-SMB2] 3.3.5.7: with SMB 3.1.1 this is where it shows that nobody changed what client
   * and server agreed on, for which the request has to be protected by the keys that came of that.
   */
  private static void checkProtection(Exchange exchange) throws ProtocolViolation {
    boolean bare = !exchange.isSigned() && !exchange.isEncrypted();
    if (exchange.client().negotiated().dialect() == Dialect.SMB_3_1_1
        && !exchange.session().state().guest()
        && bare) {
      throw new ProtocolViolation("a TREE_CONNECT that is neither signed nor encrypted");
    }
  }

  private static Reply pipes(Exchange exchange) throws StatusException {
    Tree tree = exchange.session().connect(new Tree.Place.Pipes());
    exchange.setTree(tree);
    return Answer.of(
        new TreeConnectResponse(
            TreeConnectResponse.PIPE, TreeConnectResponse.NO_CACHING, tree.access()));
  }

  private static Reply files(Exchange exchange, String name) throws StatusException {
    Client client = exchange.client();
    Share share = client.service().shares().get(name);
    if (share == null) {
      throw new StatusException(NtStatus.BAD_NETWORK_NAME);
    }
    Session session = exchange.session();
    if (share.encrypted() && session.state().opener() == null) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
    boolean writable = share.writable() && !session.state().guest();
    Tree tree = session.connect(new Tree.Place.Files(share, writable));
    exchange.setTree(tree);
    client.uses(share);
    int flags =
        client.service().hashes().shareFlags(client.negotiated().dialect(), share)
            | (share.encrypted() ? TreeConnectResponse.ENCRYPT_DATA : 0);
    return Answer.of(new TreeConnectResponse(TreeConnectResponse.DISK, flags, tree.access()));
  }
}
