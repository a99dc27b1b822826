package org.peerdist.smb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peerdist.smb.files.Client.assertRefused;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.smb.protocol.NtStatus;

/** Names in other letters, while the folder changes. */
class NameIndexTest {
  @TempDir Path folder;
  private final NameIndex index = new NameIndex();

  private void changed(long seconds) throws Exception {
    Files.setLastModifiedTime(folder, FileTime.from(java.time.Instant.ofEpochSecond(seconds)));
  }

  @Test
  void find_folderChanges_isReadAgain() throws Exception {
    Files.createFile(folder.resolve("Name"));
    changed(1);
    try (Folder open = Folder.open(folder)) {
      assertThat(index.find(open, "nAME")).contains("Name");
      assertThat(index.find(open, "other")).isEmpty();
      Files.createFile(folder.resolve("Other"));
      changed(1);
      assertThat(index.find(open, "other")).as("remembered").isEmpty();
      changed(2);
      assertThat(index.find(open, "other")).contains("Other");
    }
  }

  @Test
  void added_here_isKnownWithoutReading() throws Exception {
    changed(1);
    try (Folder open = Folder.open(folder)) {
      assertThat(index.find(open, "new")).isEmpty();
      BasicFileAttributes before = open.view().readAttributes();
      index.added(open, before, "New");
      assertThat(index.find(open, "new")).contains("New");
    }
  }

  @Test
  void share_remembersNoNameThatIsGone() throws Exception {
    try (NioFileTree tree = new NioFileTree(folder, "names", false)) {
      Client client = new Client(tree, true);
      client.put("Name", "x");
      assertThat(client.get("NAME")).isEqualTo("x");
      Files.delete(folder.resolve("Name"));
      assertRefused(NtStatus.OBJECT_NAME_NOT_FOUND, () -> client.get("NAME"));
      client.put("NAME", "y");
      assertThat(client.get("name")).isEqualTo("y");
    }
  }
}
