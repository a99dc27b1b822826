package org.peerdist.smb.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.peerdist.smb.protocol.StatusException;

/**
 * A folder of any {@link java.nio.file.FileSystem} as a share.
 *
 * <p>Names that Windows cannot have are shown with other characters; what is neither a file nor a
 * folder is not shown. Links are followed as long as they lead to something in the share. Share
 * modes, locks and deletion on close are those of the opens of this object: other programs, and
 * another object for the same folder, know nothing of them.
 */
public final class NioFileTree implements FileTree {
  private final Opener opener;
  private final OpenTable table = new OpenTable();
  private final VolumeAnswers volume;
  private final boolean readOnly;

  /**
   * Shares a folder.
   *
   * @param root the folder; a link to one is followed now
   * @param label what clients see as the name of the volume
   * @param readOnly whether nobody may change anything; always so if the file system is read-only
   * @throws IOException if there is no such folder, or it cannot be read
   */
  public NioFileTree(Path root, String label, boolean readOnly) throws IOException {
    SharedDisk disk = new SharedDisk(root);
    this.readOnly = readOnly || root.getFileSystem().isReadOnly() || isReadOnlyStore(disk.root());
    this.volume = new VolumeAnswers(disk, label, this.readOnly);
    this.opener = new Opener(disk, table, this.readOnly);
    disk.folder(Place.ROOT).close();
  }

  private static boolean isReadOnlyStore(Path root) throws IOException {
    return Files.getFileStore(root).isReadOnly();
  }

  @Override
  public OpenFile open(OpenRequest request) throws StatusException {
    Wanted wanted = Wanted.of(request, readOnly);
    return FileErrors.answering(() -> opener.open(wanted));
  }

  @Override
  public byte[] queryFileSystem(int informationClass, int most) throws StatusException {
    return FileErrors.answering(() -> volume.answer(informationClass).encode(most));
  }

  /** Closes all that is open. */
  @Override
  public void close() {
    List<NioOpenFile> all;
    synchronized (table) {
      all = table.all();
    }
    all.forEach(NioOpenFile::close);
  }
}
