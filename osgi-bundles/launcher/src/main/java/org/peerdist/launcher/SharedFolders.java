package org.peerdist.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.peerdist.smb.files.FileTree;
import org.peerdist.smb.files.NioFileTree;
import org.peerdist.smb.server.Share;

/** The folders that a command shares. */
final class SharedFolders implements AutoCloseable {
  private final List<Share> shares = new ArrayList<>();
  private final Map<Share, Path> folders = new IdentityHashMap<>();

  private SharedFolders() {}

  /**
   * Opens them.
   *
   * @param arguments each NAME=DIR
   * @param readOnly whether nobody may change anything
   * @throws CommandFailure if one is no name and folder
   * @throws IOException if a folder can't be used
   */
  static SharedFolders open(List<String> arguments, boolean readOnly)
      throws CommandFailure, IOException {
    SharedFolders all = new SharedFolders();
    try {
      for (String argument : arguments) {
        all.add(argument, readOnly);
      }
      return all;
    } catch (CommandFailure | IOException | IllegalArgumentException e) {
      all.close();
      throw e;
    }
  }

  private void add(String argument, boolean readOnly) throws CommandFailure, IOException {
    int equals = argument.indexOf('=');
    if (equals < 1) {
      throw new CommandFailure("'" + argument + "' is not NAME=DIR");
    }
    String name = argument.substring(0, equals);
    Path folder = Path.of(argument.substring(equals + 1)).toRealPath();
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    FileTree files = new NioFileTree(folder, name, readOnly);
    Share share = new Share(name, "", files, !readOnly, false);
    shares.add(share);
    folders.put(share, folder);
  }

  List<Share> shares() {
    return shares;
  }

  Path folder(Share share) {
    return folders.get(share);
  }

  @Override
  public void close() throws IOException {
    for (Share share : shares) {
      share.files().close();
    }
  }
}
