package org.peerdist.smb.client.internal;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.msfscc.FileAttributes;
import com.hierynomus.msfscc.fileinformation.FileIdBothDirectoryInformation;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2CreateOptions;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.common.SMBRuntimeException;
import com.hierynomus.smbj.connection.Connection;
import com.hierynomus.smbj.share.DiskShare;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.peerdist.smb.client.SmbAddress;
import org.peerdist.smb.client.SmbLogin;
import org.peerdist.smb.client.SmbOptions;
import org.peerdist.smb.readhash.HashVersion;

/** A share to which this machine is connected. Safe for use by many threads. */
public final class SmbConnection implements Closeable {
  /** POLICY: reads that are under way at once, so that a long way is filled. */
  static final int READS = 4;

  /**
   * An entry of a folder.
   *
   * @param path relative to the share
   * @param isFolder whether it is one
   * @param size in bytes
   * @param written when its bytes were last changed, in 100 ns since 1601
   * @param changed when anything of it was last changed
   * @param fileId what the server calls it, whatever its name; 0 if it has no such number
   */
  public record Entry(
      String path, boolean isFolder, long size, long written, long changed, long fileId) {}

  private final SMBClient client;
  private final Connection connection;
  private final DiskShare share;
  private final Set<HashVersion> hashVersions;
  private final Duration roundTrip;
  private final SocketWatch socket;
  private final AnswerWatch answers;
  private final RawCalls calls;
  private final ExecutorService readers =
      Executors.newFixedThreadPool(
          READS,
          work -> {
            Thread thread = new Thread(work, "peerdist-smb-read");
            thread.setDaemon(true);
            return thread;
          });

  SmbConnection(
      SMBClient client,
      Connection connection,
      DiskShare share,
      SocketWatch socket,
      AnswerWatch answers,
      SmbConnector.TreeFacts facts) {
    this.client = client;
    this.connection = connection;
    this.share = share;
    this.hashVersions = facts.versions();
    this.roundTrip = facts.roundTrip();
    this.socket = socket;
    this.answers = answers;
    this.calls = new RawCalls(share.getTreeConnect(), socket, answers, facts.timeout());
  }

  /**
   * Connects; with encryption if the options say so, or it turns out that the share wants it.
   *
   * @throws IOException with one sentence, if that can't be done
   */
  public static SmbConnection open(SmbAddress address, SmbLogin login, SmbOptions options)
      throws IOException {
    return SmbConnector.open(address, login, options);
  }

  /**
   * Whether a server could not be reached, and may be there later; else it refused something.
   *
   * @param failure why there is no connection, or no answer
   */
  public static boolean isAway(IOException failure) {
    return SmbFailures.isAway(failure);
  }

  /**
   * Whether a server did not take the name or the password.
   *
   * @param failure why there is no connection
   */
  public static boolean isLoginRefused(IOException failure) {
    return SmbFailures.isLoginRefused(failure);
  }

  /** The versions of hashes that the share says it has. */
  public Set<HashVersion> hashVersions() {
    return hashVersions;
  }

  /** How long the server took for an answer. */
  public Duration roundTrip() {
    return roundTrip;
  }

  /** How far the clock of this machine is ahead of the server's, as far as that is known. */
  public Duration clockOffset() {
    Long millis = connection.getConnectionContext().getTimeOffsetMillis();
    return Duration.ofMillis(millis == null ? 0 : millis);
  }

  /** Whether the connection is there, as far as that is known. */
  public boolean isConnected() {
    return !socket.isEnded() && connection.isConnected();
  }

  /** Sends requests of one's own over this connection. */
  public RawCalls calls() {
    return calls;
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
                      entry.getEndOfFile(),
                      entry.getLastWriteTime().getWindowsTimeStamp(),
                      entry.getChangeTime().getWindowsTimeStamp(),
                      entry.getFileId()))
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

  /** Closes a connection that is lost: nobody is told, and nothing is waited for. */
  public void abandon() {
    socket.end();
    close();
  }

  @Override
  public void close() {
    readers.shutdownNow();
    answers.end();
    if (!isConnected()) {
      // What smbj sends to say goodbye would be waited for in vain.
      socket.end();
    }
    client.close();
  }
}
