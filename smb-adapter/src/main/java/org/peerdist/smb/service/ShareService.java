package org.peerdist.smb.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.smb.files.FileTree;
import org.peerdist.smb.files.NioFileTree;
import org.peerdist.smb.gateway.RemoteFileTree;
import org.peerdist.smb.publication.ShareHashes;
import org.peerdist.smb.server.Share;
import org.peerdist.smb.server.ShareServer;

/** Shares folders of this machine and of others, with hashes. Safe for use by many threads. */
public final class ShareService implements AutoCloseable {
  private final List<Share> shares = new ArrayList<>();
  private ShareServer server;

  private ShareService() {}

  /**
   * Starts. Another server that is away keeps nothing from starting: it is used when it is there.
   *
   * @param settings what is shared
   * @param publishing has the hashes, and makes them; it stays open when this closes, and may have
   *     those of an HTTP origin too
   * @return to be closed
   * @throws IOException if a folder can't be used, another server refuses what is wanted of it, or
   *     this server can't listen
   * @throws IllegalArgumentException with one sentence, if a name can't be that of a share
   */
  public static ShareService start(ShareSettings settings, PublishingService publishing)
      throws IOException {
    ShareService service = new ShareService();
    try {
      for (SharedFolder folder : settings.folders()) {
        service.add(folder, settings, publishing);
      }
      for (SharedRemote remote : settings.remotes()) {
        service.add(remote, settings, publishing);
      }
      service.server =
          ShareServer.start(
              settings.options(),
              service.shares,
              settings.users(),
              new ShareHashes(publishing, settings.policy()));
      return service;
    } catch (IOException | IllegalArgumentException e) {
      service.close();
      throw e;
    }
  }

  private void add(SharedRemote shared, ShareSettings settings, PublishingService publishing)
      throws IOException {
    RemoteFileTree files =
        RemoteFileTree.connect(shared.address(), shared.login(), settings.readOnly());
    add(shared.name(), files, settings);
    if (settings.publish() && settings.policy().includes(shared.name())) {
      files.publish(publishing);
    }
  }

  private void add(String name, FileTree files, ShareSettings settings) throws IOException {
    try {
      shares.add(new Share(name, "", files, !settings.readOnly(), false));
    } catch (IllegalArgumentException e) {
      files.close();
      throw e;
    }
  }

  private void add(SharedFolder shared, ShareSettings settings, PublishingService publishing)
      throws IOException {
    // Hashes are kept under the real path, whoever asks for them.
    Path folder = shared.folder().toRealPath();
    add(shared.name(), new NioFileTree(folder, shared.name(), settings.readOnly()), settings);
    if (settings.publish() && settings.policy().includes(shared.name())) {
      publishing.publishFolder(folder);
    }
  }

  /**
   * Where it listens.
   *
   * @return an address with a port
   */
  public InetSocketAddress address() {
    return server.address();
  }

  /**
   * The names of the shares.
   *
   * @return in the order of the settings
   */
  public List<String> names() {
    return shares.stream().map(Share::name).toList();
  }

  /** Ends all connections, and closes all files. */
  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
    for (Share share : shares) {
      share.files().close();
    }
  }
}
