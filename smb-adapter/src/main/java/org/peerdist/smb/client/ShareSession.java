package org.peerdist.smb.client;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.peerdist.api.RetrievingSession;
import org.peerdist.client.DownloadReport;
import org.peerdist.content.ContentTag;
import org.peerdist.smb.client.internal.BranchReader;
import org.peerdist.smb.client.internal.RemoteFile;
import org.peerdist.smb.client.internal.ShareDownload;
import org.peerdist.smb.client.internal.SmbConnection;

/** A share to which this machine is connected. Safe for use by many threads. */
public final class ShareSession implements AutoCloseable {
  /** POLICY: folders are not looked into deeper than this. */
  private static final int DEEPEST = 256;

  private final SmbAddress address;
  private final SmbConnection connection;
  private final RetrievingSession retrieving;
  private final ContentTag tag;
  private final boolean far;

  ShareSession(
      SmbAddress address,
      SmbConnection connection,
      RetrievingSession retrieving,
      ContentTag tag,
      boolean far) {
    this.address = address;
    this.connection = connection;
    this.retrieving = retrieving;
    this.tag = tag;
    this.far = far;
  }

  /**
   * Whether the hashes of files are asked for here.
   *
   * @return false if the share says that it has none, or the server is too near for them
   */
  public boolean asksForHashes() {
    return far && !connection.hashVersions().isEmpty();
  }

  /**
   * Opens a file, to be read through the branch cache.
   *
   * @param path relative to the share, with backslashes
   * @return a read-only channel
   * @throws IOException with one sentence, if that can't be done
   * @throws InterruptedException if the thread is interrupted
   */
  public SharedFile open(String path) throws IOException, InterruptedException {
    RemoteFile file = connection.file(path);
    try {
      BranchReader reader = reader(file);
      reader.start();
      return new SharedFile(file, reader);
    } catch (IOException | InterruptedException e) {
      file.close();
      throw e;
    }
  }

  private BranchReader reader(RemoteFile file) throws IOException {
    return new BranchReader(file, retrieving.openContent(tag), far);
  }

  /**
   * Fetches a file, and waits for its end.
   *
   * @param request what, and where to put it
   * @return where its bytes came from; what came from the share is {@code fromOrigin}
   * @throws IOException with one sentence, if it fails
   * @throws InterruptedException if the thread is interrupted; the output then has a part of the
   *     file
   */
  public DownloadReport fetch(ShareRequest request) throws IOException, InterruptedException {
    try (RemoteFile file = connection.file(request.path());
        BranchReader reader = reader(file)) {
      return new ShareDownload(address.withPath(request.path()).url(), request, file, reader).run();
    }
  }

  /**
   * Whether there is a folder.
   *
   * @param path relative to the share, with backslashes
   * @return false for a file, and where there is nothing
   * @throws IOException if that can't be found out
   */
  public boolean isFolder(String path) throws IOException {
    return connection.isFolder(path);
  }

  /**
   * The files in a folder and in all folders in it.
   *
   * @param folder relative to the share, with backslashes; empty for its root
   * @return their paths, relative to the share
   * @throws IOException if a folder can't be read
   */
  public List<String> files(String folder) throws IOException {
    List<String> files = new ArrayList<>();
    Deque<String> folders = new ArrayDeque<>(List.of(folder));
    while (!folders.isEmpty()) {
      for (SmbConnection.Entry entry : connection.list(folders.pop())) {
        if (!entry.isFolder()) {
          files.add(entry.path());
        } else if (entry.path().chars().filter(c -> c == '\\').count() < DEEPEST) {
          folders.push(entry.path());
        }
      }
    }
    return files;
  }

  /** Leaves the share. */
  @Override
  public void close() {
    connection.close();
  }
}
