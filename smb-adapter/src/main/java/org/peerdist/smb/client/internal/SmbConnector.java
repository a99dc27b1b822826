package org.peerdist.smb.client.internal;

import com.hierynomus.mserref.NtStatus;
import com.hierynomus.mssmb2.SMB2Dialect;
import com.hierynomus.mssmb2.SMB2ShareFlags;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.mssmb2.messages.SMB2TreeConnectRequest;
import com.hierynomus.mssmb2.messages.SMB2TreeConnectResponse;
import com.hierynomus.mssmb2.messages.SMB2TreeDisconnect;
import com.hierynomus.protocol.transport.TransportException;
import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.common.SMBRuntimeException;
import com.hierynomus.smbj.common.SmbPath;
import com.hierynomus.smbj.connection.Connection;
import com.hierynomus.smbj.session.Session;
import com.hierynomus.smbj.share.DiskShare;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.peerdist.smb.client.SmbAddress;
import org.peerdist.smb.client.SmbLogin;
import org.peerdist.smb.client.SmbOptions;
import org.peerdist.smb.readhash.HashVersion;

/** Connects to shares. */
final class SmbConnector {
  private SmbConnector() {}

  /** What connecting to a share told. */
  record TreeFacts(Set<HashVersion> versions, Duration roundTrip, Duration timeout) {}

  /** As {@link SmbConnection#open}. */
  static SmbConnection open(SmbAddress address, SmbLogin login, SmbOptions options)
      throws IOException {
    try {
      return connect(address, login, options);
    } catch (DeniedException denied) {
      if (options.encryption()) {
        throw denied;
      }
      // A server need not say whether it is this that it wants.
      try {
        return connect(address, login, options.withEncryption());
      } catch (IOException e) {
        denied.addSuppressed(e);
        throw denied;
      }
    }
  }

  @SuppressWarnings("resource") // Closing the client closes what was opened with it.
  private static SmbConnection connect(SmbAddress address, SmbLogin login, SmbOptions options)
      throws IOException {
    SocketWatch socket = new SocketWatch();
    AnswerWatch answers = new AnswerWatch(socket);
    SMBClient client = new SMBClient(Logins.config(options, socket, answers));
    try {
      Connection connection = client.connect(address.host(), address.port());
      Session session = Logins.authenticate(connection, login);
      TreeFacts facts = facts(session, address, options);
      if (session.connectShare(address.share()) instanceof DiskShare share) {
        return new SmbConnection(client, connection, share, socket, answers, facts);
      }
      throw new IOException(address.share() + " is no share with files");
    } catch (SMBRuntimeException e) {
      client.close();
      throw SmbFailures.of(e, address.toString());
    } catch (UnknownHostException e) {
      client.close();
      throw new IOException("no such host: " + address.host(), e);
    } catch (TransportException e) {
      client.close();
      throw SmbFailures.of(e);
    } catch (IOException e) {
      client.close();
      throw e;
    }
  }

  /**
   * Connects to the share once more than smbj does, which does not tell the flags; and measures how
   * far away the server is.
   */
  private static TreeFacts facts(Session session, SmbAddress address, SmbOptions options)
      throws IOException {
    SMB2Dialect dialect = session.getConnection().getNegotiatedProtocol().getDialect();
    SmbPath path = new SmbPath(address.host(), address.share());
    long before = System.nanoTime();
    SMB2TreeConnectResponse answer =
        await(
            session.send(new SMB2TreeConnectRequest(dialect, path, session.getSessionId())),
            options);
    Duration roundTrip = Duration.ofNanos(System.nanoTime() - before);
    if (NtStatus.isError(answer.getHeader().getStatusCode())) {
      throw new SMBApiException(answer.getHeader(), "no share");
    }
    await(
        session.send(
            new SMB2TreeDisconnect(
                dialect, session.getSessionId(), answer.getHeader().getTreeId())),
        options);
    if (!options.encryption()
        && answer.getShareFlags().contains(SMB2ShareFlags.SMB2_SHAREFLAG_ENCRYPT_DATA)) {
      throw new DeniedException(address + ": encryption is required");
    }
    return new TreeFacts(versions(answer.getShareFlags(), dialect), roundTrip, options.timeout());
  }

  private static <T> T await(java.util.concurrent.Future<T> answer, SmbOptions options)
      throws IOException {
    try {
      return answer.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw new IOException(
          "the connection to the server is lost: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException("the server did not answer in " + options.timeout(), e);
    }
  }

  /** SPEC [MS-SMB2] 2.2.10: version 1 from 2.1 on, version 2 in SMB 3 only. */
  private static Set<HashVersion> versions(Set<SMB2ShareFlags> flags, SMB2Dialect dialect) {
    Set<HashVersion> versions = EnumSet.noneOf(HashVersion.class);
    if (dialect != SMB2Dialect.SMB_2_0_2
        && flags.contains(SMB2ShareFlags.SMB2_SHAREFLAG_ENABLE_HASH_V1)) {
      versions.add(HashVersion.V1);
    }
    if (dialect.isSmb3x() && flags.contains(SMB2ShareFlags.SMB2_SHAREFLAG_ENABLE_HASH_V2)) {
      versions.add(HashVersion.V2);
    }
    return versions;
  }
}
