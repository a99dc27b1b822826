package org.peerdist.smb.service;

import java.util.List;
import org.peerdist.smb.publication.HashPolicy;
import org.peerdist.smb.server.ShareServerOptions;
import org.peerdist.smb.server.UserStore;

/**
 * What is shared, and how.
 *
 * @param folders shares of this machine; the names of all shares differ in more than their case
 * @param remotes shares of which the files are on other servers
 * @param readOnly whether nobody may change anything
 * @param options how the server behaves
 * @param users who may log in
 * @param policy who is given which hashes
 * @param publish whether all files are hashed at the start and when they change, and not only those
 *     that a client asks for
 */
public record ShareSettings(
    List<SharedFolder> folders,
    List<SharedRemote> remotes,
    boolean readOnly,
    ShareServerOptions options,
    UserStore users,
    HashPolicy policy,
    boolean publish) {
  public ShareSettings {
    folders = List.copyOf(folders);
    remotes = List.copyOf(remotes);
  }
}
