package org.peerdist.smb.gateway.internal;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import org.peerdist.smb.client.SmbAddress;
import org.peerdist.smb.client.SmbLogin;
import org.peerdist.smb.client.SmbOptions;
import org.peerdist.smb.client.internal.SmbConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to a share that is made again when it is needed and lost. Thread-safe. */
public final class RemoteLink implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteLink.class);

  /** POLICY: whoever tries a wrong password again and again locks the account in many a domain. */
  private static final Duration AFTER_REFUSAL = Duration.ofMinutes(5);

  private final SmbAddress address;
  private final SmbLogin login;
  private final SmbOptions options;
  private final Duration pause;
  private SmbConnection connection;
  private IOException failure;
  private long failedAt;
  private boolean closed;

  private RemoteLink(SmbAddress address, SmbLogin login, SmbOptions options, Duration pause) {
    this.address = address;
    this.login = login;
    this.options = options;
    this.pause = pause;
  }

  /**
   * Connects. A server that is away is tried again when the connection is asked for.
   *
   * @param pause for so long, a server that could not be reached is not tried again; one that does
   *     not take the password, for 5 minutes
   * @throws IOException with one sentence, if the server refuses that
   */
  public static RemoteLink open(
      SmbAddress address, SmbLogin login, SmbOptions options, Duration pause) throws IOException {
    RemoteLink link = new RemoteLink(address, login, options, pause);
    try {
      link.connection = SmbConnection.open(address, login, options);
    } catch (IOException e) {
      if (!SmbConnection.isAway(e)) {
        throw e;
      }
      link.failed(e);
    }
    return link;
  }

  /** Where it leads to. */
  public SmbAddress address() {
    return address;
  }

  /**
   * The connection; a new one if the last one was lost. Who waits for one that does not come makes
   * all others wait meanwhile, and then fail, so that a server that is away is asked once.
   *
   * @throws IOException with one sentence, if there is none now
   */
  public synchronized SmbConnection connection() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    if (connection != null && !connection.isConnected()) {
      drop();
    }
    if (connection == null) {
      connect();
    }
    return connection;
  }

  private void connect() throws IOException {
    if (failure != null && System.nanoTime() - failedAt < pauseAfter(failure).toNanos()) {
      throw new IOException(failure.getMessage(), failure);
    }
    try {
      connection = SmbConnection.open(address, login, options);
      LOG.info("There is a connection to {}", address);
      failure = null;
    } catch (IOException e) {
      failed(e);
      throw e;
    }
  }

  private Duration pauseAfter(IOException reason) {
    return SmbConnection.isLoginRefused(reason) ? AFTER_REFUSAL : pause;
  }

  private synchronized void failed(IOException reason) {
    // That it is there, but does not let us in, is news.
    if (failure == null || SmbConnection.isAway(failure) != SmbConnection.isAway(reason)) {
      LOG.warn("There is no connection to {}: {}", address, reason.getMessage());
    }
    failure = reason;
    failedAt = System.nanoTime();
  }

  /** Says that a connection is of no use any more. */
  public synchronized void lost(SmbConnection broken) {
    if (connection == broken) {
      drop();
    }
  }

  private void drop() {
    LOG.info("The connection to {} is lost", address);
    connection.abandon();
    connection = null;
  }

  /** Ends the connection, and all that is open with it. */
  @Override
  public synchronized void close() {
    closed = true;
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
