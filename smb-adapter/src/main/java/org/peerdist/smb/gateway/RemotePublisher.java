package org.peerdist.smb.gateway;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.smb.client.internal.SmbConnection;
import org.peerdist.smb.publication.ShareHashes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the files of a folder of another server hashed that are not.
 *
 * @param share the folder
 * @param publishing makes the hashes
 */
record RemotePublisher(RemoteShare share, PublishingService publishing) {
  private static final Logger LOG = LoggerFactory.getLogger(RemotePublisher.class);

  /** POLICY: folders are not looked into deeper than this. */
  private static final int DEEPEST = 256;

  /**
   * Does it once.
   *
   * @param giveUp whether to end before all is done
   */
  void publishAll(BooleanSupplier giveUp) throws InterruptedException {
    Deque<String> folders = new ArrayDeque<>(List.of(share.folder()));
    while (!folders.isEmpty() && !giveUp.getAsBoolean()) {
      String folder = folders.pop();
      try {
        RemoteShare.Listing listing = share.list(folder);
        for (RemoteFileState file : listing.files()) {
          if (file.size() >= ShareHashes.SHORTEST) {
            publishing.publishWhenPossible(file, giveUp);
          }
        }
        listing.folders().stream().filter(RemotePublisher::isShallow).forEach(folders::push);
      } catch (IOException e) {
        if (SmbConnection.isAway(e)) {
          // Which has been told; in the next round it may be there.
          return;
        }
        LOG.warn(
            "{} is not looked at for files to hash: {}", share.address(folder), e.getMessage());
      }
    }
  }

  private static boolean isShallow(String path) {
    return path.chars().filter(c -> c == '\\').count() < DEEPEST;
  }
}
