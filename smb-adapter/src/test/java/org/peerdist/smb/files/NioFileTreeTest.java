package org.peerdist.smb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peerdist.smb.files.Client.assertRefused;
import static org.peerdist.smb.files.Client.bytes;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.smb.protocol.NtStatus;

/** Opening, reading and writing, on the file system of this machine and on others. */
class NioFileTreeTest {
  /** The stories; where they take place is for those below to say. */
  abstract static class Stories {
    private NioFileTree tree;
    Client client;
    Path root;

    abstract Path root() throws IOException;

    @BeforeEach
    void share() throws IOException {
      root = root();
      tree = new NioFileTree(root, "stories", false);
      client = new Client(tree, true);
    }

    @AfterEach
    void unshare() {
      tree.close();
    }

    @Test
    void write_thenRead_givesTheSameBytes() throws Exception {
      client.put("a.txt", "hello");
      assertThat(client.get("a.txt")).isEqualTo("hello");
      assertThat(Files.readString(root.resolve("a.txt"))).isEqualTo("hello");
    }

    @Test
    void open_otherLetters_findsTheFile() throws Exception {
      client.createFolder("Folder");
      client.put("Folder\\Name.TXT", "x");
      assertThat(client.get("fOLDER\\nAME.txt")).isEqualTo("x");
    }

    @Test
    void open_whatIsNotThere_isNotFound() throws Exception {
      assertRefused(NtStatus.OBJECT_NAME_NOT_FOUND, () -> client.get("none"));
      assertRefused(NtStatus.OBJECT_PATH_NOT_FOUND, () -> client.get("none\\none"));
    }

    @Test
    void list_everything_tellsAllNamesOnce() throws Exception {
      for (int i = 0; i < 100; i++) {
        client.put("file " + i, "");
      }
      client.createFolder("folder");
      assertThat(client.list("", "*")).hasSize(101).doesNotHaveDuplicates().contains("folder");
      assertThat(client.list("", "FILE 1?")).hasSize(10);
      assertThat(client.list("", "folDER")).containsExactly("folder");
      assertThat(client.list("", "none")).isEmpty();
    }

    @Test
    void close_deleteOnClose_deletes() throws Exception {
      client.put("a", "x");
      OpenFile first = client.open("a", Access.ALL);
      OpenFile second = client.open("a", Access.ALL, 7, Client.OPEN, CreateOptions.DELETE_ON_CLOSE);
      second.close();
      assertRefused(NtStatus.DELETE_PENDING, () -> client.open("a", Client.READ));
      assertThat(Client.get(first)).isEqualTo("x");
      first.close();
      assertRefused(NtStatus.OBJECT_NAME_NOT_FOUND, () -> client.open("a", Client.READ));
      assertThat(root.resolve("a")).doesNotExist();
    }

    @Test
    void overwrite_existing_empties() throws Exception {
      client.put("a", "long text");
      try (OpenFile open = client.open("a", Client.WRITE, 7, Client.OVERWRITE_IF, 0)) {
        assertThat(open.createAction()).isEqualTo(3);
        open.write(bytes("new"), 0);
        assertThat(open.facts().size()).isEqualTo(3);
      }
      assertThat(client.get("a")).isEqualTo("new");
    }

    @Test
    void open_shareModeForbidsIt_isViolation() throws Exception {
      client.put("a", "x");
      try (OpenFile open = client.open("a", Client.READ, 1, Client.OPEN, 0)) {
        assertThat(client.get("A")).isEqualTo("x");
        assertRefused(NtStatus.SHARING_VIOLATION, () -> client.open("a", Client.WRITE));
        client.open("a", Client.ATTRIBUTES, 0, Client.OPEN, 0).close();
        assertThat(open.facts().size()).isEqualTo(1);
      }
      client.open("a", Client.WRITE).close();
    }
  }

  @Nested
  class OnThisMachine extends Stories {
    @TempDir Path folder;

    @Override
    Path root() {
      return folder;
    }
  }

  @Nested
  class InMemoryLikeUnix extends Stories {
    private final FileSystem memory = Jimfs.newFileSystem(Configuration.unix());

    @Override
    Path root() throws IOException {
      return Files.createDirectory(memory.getPath("/share"));
    }
  }

  @Nested
  class InMemoryLikeWindows extends Stories {
    private final FileSystem memory =
        Jimfs.newFileSystem(
            Configuration.windows().toBuilder().setAttributeViews("basic", "dos").build());

    @Override
    Path root() throws IOException {
      return Files.createDirectory(memory.getPath("C:\\share"));
    }
  }
}
