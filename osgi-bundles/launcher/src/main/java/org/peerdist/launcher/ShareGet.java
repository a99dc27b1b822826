package org.peerdist.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.peerdist.api.PeerDistStatus.Availability;
import org.peerdist.api.VersionRange;
import org.peerdist.api.spi.StatusSource;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.PeerDistClient;
import org.peerdist.client.ProgressListener;
import org.peerdist.smb.client.ShareRequest;
import org.peerdist.smb.client.ShareSession;
import org.peerdist.smb.client.SmbAddress;
import org.peerdist.smb.client.SmbClient;

/**
 * Fetches from a share.
 *
 * @param arguments how
 * @param client has the own cache, and knows who is around
 * @param hashWait how long to wait for hashes that are made because of this
 * @param withSha256 whether the SHA-256 of the content is computed
 * @param progress is told how it goes on
 */
record ShareGet(
    ShareArguments arguments,
    PeerDistClient client,
    Duration hashWait,
    boolean withSha256,
    ProgressListener progress) {

  private interface Work {
    DownloadReport run(ShareSession share) throws CommandFailure, IOException, InterruptedException;
  }

  private DownloadReport with(SmbAddress address, Work work)
      throws CommandFailure, IOException, InterruptedException {
    StatusSource status = new StatusSource(Availability.AVAILABLE, VersionRange.ALL);
    try (SmbClient smb =
            new SmbClient(arguments.options(), client.retrieving(status), SmbClient.TAG);
        ShareSession share = smb.connect(address, arguments.login(address))) {
      return work.run(share);
    }
  }

  /** Fetches one file. */
  DownloadReport file(SmbAddress address, GetOutput out)
      throws CommandFailure, IOException, InterruptedException {
    return with(
        address,
        share -> {
          DownloadReport report = fetch(share, address.path(), out);
          out.finish();
          return report;
        });
  }

  private DownloadReport fetch(ShareSession share, String path, GetOutput out)
      throws IOException, InterruptedException {
    return share.fetch(new ShareRequest(path, out.target(), progress, withSha256, hashWait));
  }

  /** Fetches a folder with all that is in it, into a folder that is made if it is not there. */
  DownloadReport tree(SmbAddress address, Path folder)
      throws CommandFailure, IOException, InterruptedException {
    return with(
        address,
        share -> {
          if (!share.isFolder(address.path())) {
            throw new CommandFailure(address + " is no folder: leave out -r");
          }
          Path root = Files.createDirectories(folder).toRealPath();
          DownloadReport sum = empty(address);
          for (String path : share.files(address.path())) {
            Path file = place(root, address.path(), path);
            Files.createDirectories(file.getParent());
            try (GetOutput out = GetOutput.of(file)) {
              sum = sum(sum, fetch(share, path, out));
              out.finish();
            }
          }
          return sum;
        });
  }

  private static Path place(Path root, String folder, String path) throws CommandFailure {
    String relative = folder.isEmpty() ? path : path.substring(folder.length() + 1);
    Path file = root;
    for (String name : List.of(relative.split("\\\\", -1))) {
      file = file.resolve(name);
    }
    if (!file.normalize().equals(file) || !file.startsWith(root)) {
      throw new CommandFailure("the server says that a file is called " + path);
    }
    return file;
  }

  private static DownloadReport empty(SmbAddress address) {
    return new DownloadReport(
        address.url(), 0, 0, Optional.empty(), 0, 0, 0, 0, 0, Map.of(), Duration.ZERO, List.of());
  }

  private static DownloadReport sum(DownloadReport a, DownloadReport b) {
    Map<String, Long> peers = new HashMap<>(a.peerBytes());
    b.peerBytes().forEach((peer, bytes) -> peers.merge(peer, bytes, Long::sum));
    return new DownloadReport(
        a.url(),
        a.bytes() + b.bytes(),
        a.resumed() + b.resumed(),
        Optional.empty(),
        a.fromCache() + b.fromCache(),
        a.fromPeers() + b.fromPeers(),
        a.fromHostedCache() + b.fromHostedCache(),
        a.fromOrigin() + b.fromOrigin(),
        a.hashBytes() + b.hashBytes(),
        peers,
        a.time().plus(b.time()),
        Stream.concat(a.why().stream(), b.why().stream()).distinct().toList());
  }
}
