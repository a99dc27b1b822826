package org.peerdist.smb.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/** A folder with many names. */
class LargeFolderTest {
  private static final int FILES = 5_000;

  @TempDir Path folder;

  @Test
  void list_manyNames_tellsEachOnce() throws Exception {
    for (int i = 0; i < FILES; i++) {
      Files.createFile(folder.resolve("a file with a longer name " + i));
    }
    try (NioFileTree tree = new NioFileTree(folder, "large", false);
        OpenFile open = new Client(tree, true).open("", Client.READ)) {
      Set<String> names = new HashSet<>();
      int pages = 0;
      try {
        while (true) {
          byte[] page = open.queryDirectory(12, "*", false, false, 65_536);
          assertThat(page.length).isLessThanOrEqualTo(65_536);
          names.addAll(Client.names(page));
          pages++;
        }
      } catch (StatusException e) {
        assertThat(e.status()).isEqualTo(NtStatus.NO_MORE_FILES);
      }
      assertThat(names).hasSize(FILES + 2);
      assertThat(pages).isGreaterThan(5);
    }
  }
}
