package org.peerdist.smb.files;

import java.io.IOException;
import java.util.Optional;
import org.peerdist.smb.information.DirectoryEntry;
import org.peerdist.smb.information.DirectoryLayout;
import org.peerdist.smb.information.DirectoryPage;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an open folder has told of its names so far, [MS-FSA] 2.1.5.6.3. The folder is read as far
 * as answers need it, so that it takes no more memory if it is large. Thread-safe.
 */
final class FolderListing {
  private static final Logger LOG = LoggerFactory.getLogger(FolderListing.class);

  private final SharedDisk disk;
  private final NioOpenFile open;
  private WildcardPattern pattern;
  private FolderEntries entries;

  /** An entry that did not fit into the last answer. */
  private Optional<DirectoryEntry> held = Optional.empty();

  private boolean closed;

  FolderListing(SharedDisk disk, NioOpenFile open) {
    this.disk = disk;
    this.open = open;
  }

  synchronized byte[] next(
      int informationClass, String wanted, boolean restart, boolean single, int most)
      throws IOException, StatusException {
    DirectoryLayout layout =
        DirectoryLayout.of(informationClass)
            .orElseThrow(() -> new StatusException(NtStatus.INVALID_INFO_CLASS));
    DirectoryPage page = new DirectoryPage(layout, most);
    boolean first = pattern == null;
    if (first || (restart && !wanted.isEmpty())) {
      pattern = WildcardPattern.of(wanted);
    }
    if (restart || entries == null) {
      begin();
    }
    fill(page, single);
    if (page.isEmpty()) {
      throw new StatusException(first ? NtStatus.NO_SUCH_FILE : NtStatus.NO_MORE_FILES);
    }
    return page.finish();
  }

  private void begin() throws IOException, StatusException {
    if (closed) {
      throw new StatusException(NtStatus.FILE_CLOSED);
    }
    release();
    entries = new FolderEntries(disk, open.place(), pattern);
  }

  private void fill(DirectoryPage page, boolean single) throws IOException {
    Optional<DirectoryEntry> entry = held.isPresent() ? held : entries.next();
    held = Optional.empty();
    while (entry.isPresent()) {
      if (!page.add(entry.get())) {
        held = entry;
        return;
      }
      if (single) {
        return;
      }
      entry = entries.next();
    }
    // Nothing more comes: whoever keeps the folder open needs no handles for that.
    entries.close();
  }

  synchronized void close() {
    closed = true;
    release();
  }

  private void release() {
    held = Optional.empty();
    if (entries != null) {
      try {
        entries.close();
      } catch (IOException e) {
        LOG.debug("Closing {}: {}", open.place(), e.toString());
      }
    }
  }
}
