package org.peerdist.smb.client.internal;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.mserref.NtStatus;
import com.hierynomus.msfscc.FileAttributes;
import com.hierynomus.msfscc.fileinformation.FileIdBothDirectoryInformation;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2CreateOptions;
import com.hierynomus.mssmb2.SMB2Dialect;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.SMB2ShareFlags;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.mssmb2.messages.SMB2TreeConnectRequest;
import com.hierynomus.mssmb2.messages.SMB2TreeConnectResponse;
import com.hierynomus.mssmb2.messages.SMB2TreeDisconnect;
import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.common.SMBRuntimeException;
import com.hierynomus.smbj.common.SmbPath;
import com.hierynomus.smbj.connection.Connection;
import com.hierynomus.smbj.session.Session;
import com.hierynomus.smbj.share.DiskShare;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.peerdist.smb.client.SmbAddress;
import org.peerdist.smb.client.SmbLogin;
import org.peerdist.smb.client.SmbOptions;
import org.peerdist.smb.readhash.HashVersion;

/** A share to which this machine is connected. Safe for use by many threads. */
public final class SmbConnection implements Closeable {
  /** POLICY: reads that are under way at once, so that a long way is filled. */
  static final int READS = 4;

  /** An entry of a folder. */
  public record Entry(String path, boolean isFolder, long size) {}

  private final SMBClient client;
  private final Connection connection;
  private final DiskShare share;
  private final Set<HashVersion> hashVersions;
  private final Duration roundTrip;
  private final ExecutorService readers =
      Executors.newFixedThreadPool(
          READS,
          work -> {
            Thread thread = new Thread(work, "peerdist-smb-read");
            thread.setDaemon(true);
            return thread;
          });

  private SmbConnection(SMBClient client, Connection connection, DiskShare share, TreeFacts facts) {
    this.client = client;
    this.connection = connection;
    this.share = share;
    this.hashVersions = facts.versions();
    this.roundTrip = facts.roundTrip();
  }

  /** What connecting to a share told. */
  private record TreeFacts(Set<HashVersion> versions, Duration roundTrip) {}

  /**
   * Connects.
   *
   * @throws IOException with one sentence, if that can't be done
   */
  @SuppressWarnings("resource") // Closing the client closes what was opened with it.
  public static SmbConnection open(SmbAddress address, SmbLogin login, SmbOptions options)
      throws IOException {
    SMBClient client = new SMBClient(Logins.config(options));
    try {
      Connection connection = client.connect(address.host(), address.port());
      Session session = Logins.authenticate(connection, login);
      TreeFacts facts = facts(session, address, options);
      if (session.connectShare(address.share()) instanceof DiskShare share) {
        return new SmbConnection(client, connection, share, facts);
      }
      throw new IOException(address.share() + " is no share with files");
    } catch (SMBRuntimeException e) {
      client.close();
      throw SmbFailures.of(e, address.toString());
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
      throw SmbFailures.of(new SMBApiException(answer.getHeader(), "no share"), address.toString());
    }
    await(
        session.send(
            new SMB2TreeDisconnect(
                dialect, session.getSessionId(), answer.getHeader().getTreeId())),
        options);
    return new TreeFacts(versions(answer.getShareFlags(), dialect), roundTrip);
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

  /** The versions of hashes that the share says it has. */
  public Set<HashVersion> hashVersions() {
    return hashVersions;
  }

  /** How long the server took for an answer. */
  public Duration roundTrip() {
    return roundTrip;
  }

  int mostHashBytes() {
    return connection.getNegotiatedProtocol().getMaxTransactSize();
  }

  int mostReadBytes() {
    return connection.getNegotiatedProtocol().getMaxReadSize();
  }

  ExecutorService readers() {
    return readers;
  }

  /**
   * Opens a file for reading. Others may go on to change it.
   *
   * @param path relative to the share
   * @throws IOException with one sentence, if that can't be done
   */
  public RemoteFile file(String path) throws IOException {
    try {
      return new SmbFile(
          this,
          share.openFile(
              path,
              EnumSet.of(AccessMask.FILE_READ_DATA, AccessMask.FILE_READ_ATTRIBUTES),
              EnumSet.noneOf(FileAttributes.class),
              SMB2ShareAccess.ALL,
              SMB2CreateDisposition.FILE_OPEN,
              EnumSet.of(SMB2CreateOptions.FILE_NON_DIRECTORY_FILE)));
    } catch (SMBRuntimeException e) {
      throw SmbFailures.of(e, path);
    }
  }

  /** Whether there is a folder at a path. */
  public boolean isFolder(String path) throws IOException {
    try {
      return path.isEmpty() || share.folderExists(path);
    } catch (SMBRuntimeException e) {
      throw SmbFailures.of(e, path);
    }
  }

  /** What is in a folder; links to elsewhere are left out. */
  public List<Entry> list(String path) throws IOException {
    try {
      return share.list(path).stream()
          .filter(entry -> isName(entry.getFileName()))
          .filter(entry -> !has(entry, FileAttributes.FILE_ATTRIBUTE_REPARSE_POINT))
          .map(
              entry ->
                  new Entry(
                      path.isEmpty() ? entry.getFileName() : path + "\\" + entry.getFileName(),
                      has(entry, FileAttributes.FILE_ATTRIBUTE_DIRECTORY),
                      entry.getEndOfFile()))
          .toList();
    } catch (SMBRuntimeException e) {
      throw SmbFailures.of(e, path);
    }
  }

  /** A server may say anything; what is no name would leave the folder. */
  private static boolean isName(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.chars().noneMatch(c -> c == '\\' || c == '/' || c == 0);
  }

  private static boolean has(FileIdBothDirectoryInformation entry, FileAttributes attribute) {
    return (entry.getFileAttributes() & attribute.getValue()) != 0;
  }

  @Override
  public void close() {
    readers.shutdownNow();
    client.close();
  }
}
