package org.peerdist.smb.server.internal;

import java.util.ArrayList;
import java.util.List;
import org.peerdist.smb.pipe.Pipe;
import org.peerdist.smb.pipe.ShareEntry;
import org.peerdist.smb.pipe.ShareList;
import org.peerdist.smb.server.Share;

/** The named pipes of this server. */
final class Pipes {
  private Pipes() {}

  /** The pipe that tells which shares there are. */
  static Pipe shares(Service service) {
    List<ShareEntry> entries = new ArrayList<>();
    for (Share share : service.shares().values()) {
      entries.add(new ShareEntry(share.name(), ShareEntry.DISK, share.comment()));
    }
    entries.add(new ShareEntry("IPC$", ShareEntry.PIPE, "named pipes"));
    return new Pipe(new ShareList(service.options().name(), entries));
  }
}
