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
import java.util.ArrayList;
import java.util.List;
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

    /** SPEC [MS-FSA] 2.1.5.1.2.1, 2.1.5.1.2.2: opens for attributes only disturb nobody. */
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

    @Test
    void rename_toAnotherFolder_movesAllOpens() throws Exception {
      client.createFolder("f");
      client.put("a", "x");
      try (OpenFile open = client.open("a", Access.ALL);
          OpenFile other = client.open("a", Client.READ)) {
        client.rename(open, "f\\B", false);
        assertThat(open.path()).isEqualTo(other.path());
        assertThat(open.name()).isEqualTo("B");
        assertThat(other.facts().size()).isEqualTo(1);
        assertThat(Client.get(other)).isEqualTo("x");
      }
      assertThat(client.get("f\\b")).isEqualTo("x");
      assertThat(client.list("", "a")).isEmpty();
    }

    @Test
    void rename_otherLetters_isAnotherName() throws Exception {
      client.put("name", "x");
      try (OpenFile open = client.open("name", Access.ALL)) {
        client.rename(open, "NAME", false);
      }
      assertThat(client.list("", "*")).containsExactly("NAME");
    }

    @Test
    void rename_nameThatIsTaken_replacesOnlyIfAsked() throws Exception {
      client.put("a", "new");
      client.put("B", "old");
      client.createFolder("f");
      try (OpenFile open = client.open("a", Access.ALL)) {
        assertRefused(NtStatus.OBJECT_NAME_COLLISION, () -> client.rename(open, "b", false));
        assertRefused(NtStatus.ACCESS_DENIED, () -> client.rename(open, "f", true));
        OpenFile inTheWay = client.open("b", Client.READ);
        assertRefused(NtStatus.ACCESS_DENIED, () -> client.rename(open, "b", true));
        inTheWay.close();
        client.rename(open, "b", true);
      }
      assertThat(client.list("", "*")).containsExactlyInAnyOrder("b", "f");
      assertThat(client.get("b")).isEqualTo("new");
    }

    @Test
    void rename_folder_onlyWhileNothingInItIsOpen() throws Exception {
      client.createFolder("f");
      client.put("f\\a", "x");
      try (OpenFile folder = client.open("f", Access.ALL)) {
        OpenFile inside = client.open("f\\a", Client.READ);
        assertRefused(NtStatus.ACCESS_DENIED, () -> client.rename(folder, "g", false));
        inside.close();
        assertRefused(NtStatus.INVALID_PARAMETER, () -> client.rename(folder, "f\\g", false));
        client.rename(folder, "g", false);
      }
      assertThat(client.get("g\\a")).isEqualTo("x");
    }

    @Test
    void delete_folder_onlyIfEmpty() throws Exception {
      client.createFolder("f");
      client.put("f\\a", "x");
      try (OpenFile folder = client.open("f", Access.ALL)) {
        assertRefused(NtStatus.DIRECTORY_NOT_EMPTY, () -> client.delete(folder));
        try (OpenFile file = client.open("f\\a", Access.ALL)) {
          client.delete(file);
        }
        client.delete(folder);
        assertRefused(NtStatus.DELETE_PENDING, () -> client.put("f\\b", ""));
      }
      assertThat(client.list("", "*")).isEmpty();
    }

    @Test
    void delete_atOnce_freesTheNameWhileOthersReadOn() throws Exception {
      client.put("a", "old");
      try (OpenFile reader = client.open("a", Client.READ)) {
        try (OpenFile open = client.open("a", Access.ALL)) {
          open.setFile(64, Client.numbers(0x3));
        }
        assertThat(client.list("", "*")).isEmpty();
        client.put("a", "new");
        assertThat(Client.get(reader)).isEqualTo("old");
      }
      assertThat(client.get("a")).isEqualTo("new");
    }

    @Test
    void resize_bothWays_changesTheLength() throws Exception {
      try (OpenFile open = client.create("a")) {
        open.write(bytes("hello"), 0);
        open.setFile(20, Client.longs(2));
        assertThat(Client.get(open)).isEqualTo("he");
        open.setFile(20, Client.longs(5));
        assertThat(Client.get(open)).isEqualTo("he\0\0\0");
        open.setFile(19, Client.longs(4096));
        assertThat(open.facts().size()).isEqualTo(5);
        open.setFile(19, Client.longs(1));
        assertThat(open.facts().size()).isEqualTo(1);
        assertRefused(NtStatus.INVALID_PARAMETER, () -> open.setFile(20, Client.longs(-1)));
        assertRefused(NtStatus.INFO_LENGTH_MISMATCH, () -> open.setFile(20, Client.numbers(1)));
      }
    }

    @Test
    void lock_ofAnotherOpen_keepsReadersAndWritersOut() throws Exception {
      client.put("a", "hello");
      try (OpenFile one = client.open("a", Access.ALL);
          OpenFile other = client.open("a", Access.ALL)) {
        one.lock(0, 2, true);
        assertRefused(NtStatus.FILE_LOCK_CONFLICT, () -> Client.get(other));
        assertRefused(NtStatus.FILE_LOCK_CONFLICT, () -> other.write(bytes("x"), 1));
        assertRefused(NtStatus.FILE_LOCK_CONFLICT, () -> other.setFile(20, Client.longs(0)));
        other.write(bytes("x"), 2);
        one.unlock(0, 2);
        assertThat(Client.get(other)).isEqualTo("hexlo");
      }
    }

    /** SPEC [MS-FSA] 2.1.5.4: where what is written goes. */
    @Test
    void write_onlyAppend_goesBehindTheEnd() throws Exception {
      client.put("a", "one");
      int append = Access.APPEND_DATA | Access.READ_ATTRIBUTES;
      try (OpenFile open = client.open("a", append)) {
        open.write(bytes(" two"), 0);
        assertRefused(NtStatus.ACCESS_DENIED, () -> Client.get(open));
      }
      try (OpenFile open = client.open("a", Client.WRITE)) {
        open.write(bytes(" three"), -1);
        assertRefused(NtStatus.INVALID_PARAMETER, () -> open.write(bytes("x"), -2));
        assertRefused(
            NtStatus.INVALID_PARAMETER, () -> open.write(bytes("xx"), Long.MAX_VALUE - 1));
      }
      assertThat(client.get("a")).isEqualTo("one two three");
    }

    /** SPEC [MS-FSA] 2.1.5.15.2: times that a client sets stay. */
    @Test
    void times_setByTheClient_outliveItsWrites() throws Exception {
      try (OpenFile open = client.create("a")) {
        open.setFile(4, Client.longs(0, 0, 130_000_000_000_000_000L, 0, 0));
        open.write(bytes("x"), 0);
        assertThat(open.facts().written()).isEqualTo(130_000_000_000_000_000L);
        open.setFile(4, Client.longs(0, 0, -2, 0, 0));
        open.write(bytes("y"), 0);
        assertThat(open.facts().written()).isGreaterThan(130_000_000_000_000_000L);
        assertRefused(
            NtStatus.INVALID_PARAMETER, () -> open.setFile(4, Client.longs(0, 0, -3, 0, 0)));
      }
    }

    @Test
    void open_kindIsWrong_isRefused() throws Exception {
      client.put("a", "x");
      client.createFolder("f");
      assertRefused(
          NtStatus.NOT_A_DIRECTORY,
          () -> client.open("a", Client.READ, 7, Client.OPEN, CreateOptions.DIRECTORY_FILE));
      assertRefused(
          NtStatus.FILE_IS_A_DIRECTORY,
          () -> client.open("f", Client.READ, 7, Client.OPEN, CreateOptions.NON_DIRECTORY_FILE));
      assertRefused(NtStatus.OBJECT_NAME_COLLISION, () -> client.create("A"));
      assertRefused(
          NtStatus.OBJECT_NAME_COLLISION,
          () -> client.open("f", Client.WRITE, 7, Client.OVERWRITE_IF, 0));
      assertRefused(NtStatus.OBJECT_NAME_INVALID, () -> client.open("a\\", Client.READ));
      assertRefused(NtStatus.OBJECT_PATH_NOT_FOUND, () -> client.open("a\\b", Client.READ));
    }

    @Test
    void list_smallAnswers_goOnWhereTheyEnded() throws Exception {
      for (int i = 0; i < 20; i++) {
        client.put("n" + i, "");
      }
      List<String> names = new ArrayList<>();
      try (OpenFile folder = client.open("", Client.READ)) {
        assertThat(Client.names(folder.queryDirectory(12, "n*", false, true, 1000))).hasSize(1);
        names.addAll(Client.names(folder.queryDirectory(12, "n*", true, false, 40)));
        for (int i = names.size(); i < 20; i = names.size()) {
          names.addAll(Client.names(folder.queryDirectory(12, "ignored", false, false, 40)));
        }
        assertRefused(
            NtStatus.NO_MORE_FILES, () -> folder.queryDirectory(12, "", false, false, 1000));
        assertThat(Client.names(folder.queryDirectory(12, "N1?", true, false, 1000))).hasSize(10);
      }
      assertThat(names).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void list_nothingMatches_isToldOnceThus() throws Exception {
      try (OpenFile folder = client.open("", Client.READ)) {
        assertRefused(
            NtStatus.NO_SUCH_FILE, () -> folder.queryDirectory(37, "none", false, false, 1000));
        assertRefused(
            NtStatus.NO_MORE_FILES, () -> folder.queryDirectory(37, "", false, false, 1000));
        assertRefused(
            NtStatus.INVALID_INFO_CLASS, () -> folder.queryDirectory(99, "", true, false, 1000));
        assertRefused(
            NtStatus.INFO_LENGTH_MISMATCH, () -> folder.queryDirectory(37, "", true, false, 100));
      }
    }

    @Test
    void query_everyClass_answersOrSaysWhyNot() throws Exception {
      client.put("a", "hello");
      try (OpenFile open = client.open("a", Client.READ)) {
        int[] lengths = {
          4, 40, 5, 24, 6, 8, 7, 4, 8, 4, 14, 8, 16, 4, 17, 4, 18, 104, 22, 38, 34, 56, 35, 8, 48,
          6, 59, 24
        };
        for (int i = 0; i < lengths.length; i += 2) {
          assertThat(open.queryFile(lengths[i], 1000))
              .as("class " + lengths[i])
              .hasSize(lengths[i + 1]);
        }
        assertRefused(NtStatus.INVALID_INFO_CLASS, () -> open.queryFile(1, 1000));
        assertRefused(NtStatus.OBJECT_NAME_NOT_FOUND, () -> open.queryFile(21, 1000));
        assertThat(open.querySecurity(7, 1000)).hasSize(80);
      }
    }

    /** SPEC [MS-FSCC] 2.5.6: there are no object ids. */
    @Test
    void queryFileSystem_everyClass_answersOrSaysWhyNot() throws Exception {
      int[] lengths = {1, 32, 3, 24, 4, 8, 5, 20, 7, 32, 11, 28};
      for (int i = 0; i < lengths.length; i += 2) {
        assertThat(client.tree().queryFileSystem(lengths[i], 1000)).hasSize(lengths[i + 1]);
      }
      assertRefused(NtStatus.INVALID_PARAMETER, () -> client.tree().queryFileSystem(8, 1000));
      assertRefused(NtStatus.INVALID_INFO_CLASS, () -> client.tree().queryFileSystem(2, 1000));
    }

    @Test
    void fileId_sameFile_isTheSameEverywhere() throws Exception {
      client.put("a", "");
      client.put("b", "");
      try (OpenFile a = client.open("a", Client.READ);
          OpenFile again = client.open("A", Client.READ);
          OpenFile b = client.open("b", Client.READ)) {
        assertThat(a.queryFile(6, 8)).isEqualTo(again.queryFile(6, 8));
        assertThat(a.queryFile(6, 8)).isNotEqualTo(b.queryFile(6, 8));
      }
    }

    @Test
    void maximumAllowed_isAllThatThereIs() throws Exception {
      client.put("a", "");
      try (OpenFile open = client.open("a", Access.MAXIMUM_ALLOWED)) {
        assertThat(open.grantedAccess()).isEqualTo(Access.ALL);
      }
      Client reader = new Client(client.tree(), false);
      try (OpenFile open = reader.open("a", Access.MAXIMUM_ALLOWED)) {
        assertThat(open.grantedAccess()).isEqualTo(Access.READ_ONLY);
        assertRefused(NtStatus.ACCESS_DENIED, () -> open.write(bytes("x"), 0));
      }
      assertRefused(NtStatus.ACCESS_DENIED, () -> reader.open("a", Client.WRITE));
      assertRefused(NtStatus.ACCESS_DENIED, () -> reader.open("a", 0x1000_0000));
      assertRefused(NtStatus.ACCESS_DENIED, () -> reader.create("b"));
      assertRefused(NtStatus.ACCESS_DENIED, () -> reader.open("a", 0));
    }

    @Test
    void open_byWhoMayOnlyRead_keepsNoReaderOut() throws Exception {
      client.put("a", "x");
      Client reader = new Client(client.tree(), false);
      try (OpenFile open = reader.open("a", Client.READ, 0, Client.OPEN, 0)) {
        assertThat(client.get("a")).isEqualTo("x");
        assertThat(open.facts().size()).isEqualTo(1);
      }
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
