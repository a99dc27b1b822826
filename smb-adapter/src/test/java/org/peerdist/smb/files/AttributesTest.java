package org.peerdist.smb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peerdist.smb.files.Client.assertRefused;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.peerdist.smb.information.FileAttributes;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/** DOS attributes, where a file system keeps them. */
class AttributesTest {
  private final FileSystem memory =
      Jimfs.newFileSystem(
          Configuration.unix().toBuilder().setAttributeViews("basic", "dos").build());
  private Path root;
  private NioFileTree tree;
  private Client client;

  @BeforeEach
  void share() throws IOException {
    root = Files.createDirectory(memory.getPath("/share"));
    tree = new NioFileTree(root, "attributes", false);
    client = new Client(tree, true);
  }

  @AfterEach
  void unshare() throws IOException {
    tree.close();
    memory.close();
  }

  private OpenFile open(int attributes, int disposition) throws StatusException {
    return tree.open(new OpenRequest("a", Access.ALL, attributes, 7, disposition, 0, true));
  }

  private void set(int attributes) throws StatusException {
    try (OpenFile open = client.open("a", Access.WRITE_ATTRIBUTES)) {
      open.setFile(4, Client.longs(0, 0, 0, 0, attributes));
    }
  }

  @Test
  void create_newFile_isToBeArchived() throws Exception {
    try (OpenFile open = open(FileAttributes.HIDDEN, Client.CREATE)) {
      assertThat(open.facts().attributes())
          .isEqualTo(FileAttributes.HIDDEN | FileAttributes.ARCHIVE);
    }
    assertThat(Files.getAttribute(root.resolve("a"), "dos:hidden")).isEqualTo(true);
  }

  @Test
  void setBasic_attributes_areKept() throws Exception {
    client.put("a", "x");
    set(FileAttributes.READONLY | FileAttributes.SYSTEM);
    try (OpenFile open = client.open("a", Client.READ)) {
      assertThat(open.facts().attributes())
          .isEqualTo(FileAttributes.READONLY | FileAttributes.SYSTEM);
    }
    set(FileAttributes.NORMAL);
    try (OpenFile open = client.open("a", Client.READ)) {
      assertThat(open.facts().attributes()).isEqualTo(FileAttributes.NORMAL);
    }
  }

  @Test
  void readOnlyFile_isNeitherWrittenNorDeleted() throws Exception {
    client.put("a", "x");
    set(FileAttributes.READONLY);
    assertRefused(NtStatus.ACCESS_DENIED, () -> client.open("a", Client.WRITE));
    assertRefused(NtStatus.ACCESS_DENIED, () -> open(0, Client.OVERWRITE_IF));
    assertRefused(
        NtStatus.CANNOT_DELETE,
        () -> client.open("a", Access.DELETE, 7, Client.OPEN, CreateOptions.DELETE_ON_CLOSE));
    int access = Access.DELETE | Access.WRITE_ATTRIBUTES;
    try (OpenFile open = client.open("a", access)) {
      assertRefused(NtStatus.CANNOT_DELETE, () -> client.delete(open));
      open.setFile(64, Client.numbers(0x11));
    }
    assertThat(client.list("", "*")).isEmpty();
  }

  /** SPEC [MS-FSA] 2.1.5.1.2: hidden files stay hidden when they are overwritten. */
  @Test
  void overwrite_hiddenFile_onlyAsHidden() throws Exception {
    open(FileAttributes.HIDDEN, Client.CREATE).close();
    assertRefused(NtStatus.ACCESS_DENIED, () -> open(0, Client.OVERWRITE_IF));
    open(FileAttributes.HIDDEN, Client.OVERWRITE_IF).close();
  }

  @Test
  void periodFirst_isHiddenButMayBeOverwritten() throws Exception {
    client.put(".profile", "x");
    try (OpenFile open = client.open(".profile", Client.WRITE, 7, Client.OVERWRITE, 0)) {
      assertThat(open.facts().attributes() & FileAttributes.HIDDEN).isNotZero();
    }
  }

  @Test
  void setBasic_attributesOfAnotherKind_areRefused() throws Exception {
    client.put("a", "x");
    assertRefused(NtStatus.INVALID_PARAMETER, () -> set(FileAttributes.DIRECTORY));
  }
}
