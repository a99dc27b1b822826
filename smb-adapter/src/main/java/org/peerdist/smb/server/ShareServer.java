package org.peerdist.smb.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import org.peerdist.smb.server.internal.Listener;
import org.peerdist.smb.server.internal.Service;

/** A file server for SMB 2.1 to 3.1.1 that runs until it is closed. Thread-safe. */
public final class ShareServer implements AutoCloseable {
  private final Listener listener;

  private ShareServer(Listener listener) {
    this.listener = listener;
  }

  /**
   * Starts a server.
   *
   * @param options how it behaves
   * @param shares what it has; names differ in more than their case
   * @param users who may log in
   * @param hashes where hashes come from, {@link HashPublisher#NONE} if from nowhere
   * @throws IOException if it cannot listen at the address
   * @throws IllegalArgumentException if two shares have one name
   */
  public static ShareServer start(
      ShareServerOptions options, Collection<Share> shares, UserStore users, HashPublisher hashes)
      throws IOException {
    Service service = Service.of(options, shares, users, hashes);
    return new ShareServer(Listener.start(options, service));
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return listener.address();
  }

  /** How many clients are connected now. */
  public int connections() {
    return listener.connections();
  }

  /** How many logins have failed since the start. */
  public long failedLogins() {
    return listener.failedLogins();
  }

  /** Ends all connections, and closes all files that clients have open. */
  @Override
  public void close() {
    listener.close();
  }
}
