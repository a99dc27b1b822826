package org.peerdist.smb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.peerdist.smb.files.Client.assertRefused;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.smb.protocol.NtStatus;

/** Shares that nobody may write to. */
class ReadOnlyTest {
  @TempDir Path folder;

  private static void checkNothingChanges(Client client) throws Exception {
    assertThat(client.get("f\\A")).isEqualTo("hello");
    assertThat(client.list("f", "*")).containsExactly("a");
    assertRefused(NtStatus.MEDIA_WRITE_PROTECTED, () -> client.create("new"));
    assertRefused(
        NtStatus.MEDIA_WRITE_PROTECTED,
        () -> client.open("new", Client.READ, 7, Client.OPEN_IF, 0));
    assertRefused(
        NtStatus.MEDIA_WRITE_PROTECTED,
        () -> client.open("f\\a", Client.READ, 7, Client.OVERWRITE, 0));
    assertRefused(NtStatus.MEDIA_WRITE_PROTECTED, () -> client.createFolder("g"));
    assertRefused(NtStatus.ACCESS_DENIED, () -> client.open("f\\a", Client.WRITE));
    assertRefused(NtStatus.ACCESS_DENIED, () -> client.open("f\\a", Access.DELETE));
    client.open("f\\a", Client.READ, 7, Client.OPEN_IF, 0).close();
    try (OpenFile open = client.open("f\\a", Access.MAXIMUM_ALLOWED)) {
      assertThat(open.grantedAccess()).isEqualTo(Access.READ_ONLY);
      assertRefused(NtStatus.ACCESS_DENIED, () -> client.delete(open));
      assertRefused(NtStatus.ACCESS_DENIED, () -> client.rename(open, "b", false));
      assertRefused(
          NtStatus.ACCESS_DENIED, () -> open.setFile(4, Client.longs(0, 0, 1_000_000, 0, 0)));
    }
    byte[] attributes = client.tree().queryFileSystem(5, 100);
    assertThat(attributes[2] & 0x8).as("read-only volume").isEqualTo(0x8);
  }

  @Test
  void share_readOnly_changesNothing() throws Exception {
    Files.createDirectory(folder.resolve("f"));
    Files.writeString(folder.resolve("f/a"), "hello");
    try (NioFileTree tree = new NioFileTree(folder, "read only", true)) {
      checkNothingChanges(new Client(tree, true));
    }
  }

  @Test
  void archive_asAShare_isReadOnlyByItself() throws Exception {
    Path zip = folder.resolve("archive.zip");
    makeArchive(zip);
    try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("accessMode", "readOnly"))) {
      assumeThat(archive.isReadOnly()).as("this Java opens archives to read only").isTrue();
      try (NioFileTree tree = new NioFileTree(archive.getPath("/"), "archive", false)) {
        checkNothingChanges(new Client(tree, true));
      }
    }
  }

  @Test
  void archive_sharedReadOnly_changesNothing() throws Exception {
    Path zip = folder.resolve("archive.zip");
    makeArchive(zip);
    try (FileSystem archive = FileSystems.newFileSystem(zip);
        NioFileTree tree = new NioFileTree(archive.getPath("/"), "archive", true)) {
      checkNothingChanges(new Client(tree, true));
    }
  }

  private static void makeArchive(Path zip) throws IOException {
    try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Files.createDirectory(archive.getPath("/f"));
      Files.writeString(archive.getPath("/f/a"), "hello");
    }
  }
}
