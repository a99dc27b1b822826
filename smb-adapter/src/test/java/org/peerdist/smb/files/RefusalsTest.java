package org.peerdist.smb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.peerdist.smb.files.Client.assertRefused;
import static org.peerdist.smb.files.Client.numbers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/** What is asked for in vain, and how that is said. */
class RefusalsTest {
  @TempDir Path folder;
  private NioFileTree tree;
  private Client client;

  @BeforeEach
  void share() throws IOException, StatusException {
    tree = new NioFileTree(folder, "refusals", false);
    client = new Client(tree, true);
    client.createFolder("f");
    client.put("f\\a", "hello");
  }

  @AfterEach
  void unshare() {
    tree.close();
  }

  private void assertOpenRefused(NtStatus status, int access, int disposition, int options) {
    assertRefused(status, () -> client.open("f\\a", access, 7, disposition, options));
  }

  /** SPEC [MS-FSA] 2.1.5.1: requests that make no sense. */
  @Test
  void open_whatMakesNoSense_isRefused() {
    assertOpenRefused(NtStatus.ACCESS_DENIED, 0, Client.OPEN, 0);
    assertOpenRefused(NtStatus.ACCESS_DENIED, 0x0100_0000, Client.OPEN, 0);
    assertOpenRefused(NtStatus.ACCESS_DENIED, 0x0000_0200, Client.OPEN, 0);
    assertOpenRefused(NtStatus.INVALID_PARAMETER, Client.READ, 6, 0);
    assertOpenRefused(NtStatus.INVALID_PARAMETER, Client.READ, -1, 0);
    assertOpenRefused(NtStatus.INVALID_PARAMETER, Client.READ, Client.OPEN, 0x41);
    assertOpenRefused(NtStatus.INVALID_PARAMETER, Client.READ, Client.OVERWRITE_IF, 0x1);
    assertOpenRefused(NtStatus.INVALID_PARAMETER, Client.READ, Client.OPEN, 0x1000);
    assertOpenRefused(NtStatus.INVALID_PARAMETER, Client.READ, Client.OPEN, 0x8000_0000);
    assertOpenRefused(NtStatus.NOT_SUPPORTED, Client.READ, Client.OPEN, 0x2000);
    assertOpenRefused(NtStatus.NOT_SUPPORTED, Client.READ, Client.OPEN, 0x0010_0000);
    assertOpenRefused(NtStatus.NOT_SUPPORTED, Client.READ, Client.OPEN, 0x80);
    assertRefused(
        NtStatus.INVALID_PARAMETER, () -> client.open("f\\a", Client.READ, 8, Client.OPEN, 0));
    for (int attribute : new int[] {0x8, 0x40, 0x1_0000, 0x8000_0000}) {
      OpenRequest request =
          new OpenRequest("f\\a", Client.READ, attribute, 7, Client.OPEN, 0, true);
      assertRefused(NtStatus.INVALID_PARAMETER, () -> tree.open(request));
    }
  }

  /** SPEC [MS-FSA] 2.1.5.15.12: something is made in the folder, which its opens may not want. */
  @Test
  void rename_intoAFolderThatOthersKeepFromWriting_isRefused() throws Exception {
    try (OpenFile open = client.open("f\\a", Access.ALL)) {
      try (OpenFile other = client.open("f", Client.READ, 1, Client.OPEN, 0)) {
        assertRefused(NtStatus.SHARING_VIOLATION, () -> client.rename(open, "f\\b", false));
        client.rename(open, "a", false);
        assertRefused(NtStatus.SHARING_VIOLATION, () -> client.rename(open, "f\\a", false));
        assertThat(other.path()).hasValueSatisfying(path -> assertThat(path).isDirectory());
      }
      client.rename(open, "f\\a", false);
    }
  }

  @Test
  void root_isNeverDeletedNorRenamed() throws Exception {
    assertRefused(NtStatus.ACCESS_DENIED, () -> client.open("", Access.DELETE));
    assertRefused(
        NtStatus.CANNOT_DELETE,
        () -> client.open("", Access.DELETE, 7, Client.OPEN, CreateOptions.DELETE_ON_CLOSE));
    assertRefused(
        NtStatus.ACCESS_DENIED, () -> client.open("", Client.READ, 7, Client.OVERWRITE_IF, 0));
    try (OpenFile root = client.open("", Access.MAXIMUM_ALLOWED)) {
      assertThat(root.grantedAccess() & Access.DELETE).isZero();
      assertThat(root.grantedAccess() & Access.WRITE_DATA).isNotZero();
    }
  }

  /** SPEC [MS-FSA] 2.1.5.15.4: flags that are not known, or do not go with the open. */
  @Test
  void dispose_unknownFlags_areNotSupported() throws Exception {
    try (OpenFile open = client.open("f\\a", Access.ALL)) {
      assertRefused(NtStatus.NOT_SUPPORTED, () -> open.setFile(64, numbers(0x21)));
      assertRefused(NtStatus.NOT_SUPPORTED, () -> open.setFile(64, numbers(0x9)));
      open.setFile(64, numbers(0x1));
      open.setFile(64, numbers(0x0));
    }
    assertThat(client.get("f\\a")).isEqualTo("hello");
  }

  @Test
  void setFile_whatThereIsNot_isRefused() throws Exception {
    try (OpenFile open = client.open("f\\a", Access.ALL)) {
      ByteBuffer some = ByteBuffer.allocate(64);
      assertRefused(NtStatus.NOT_SUPPORTED, () -> open.setFile(11, some));
      assertRefused(NtStatus.NOT_SUPPORTED, () -> open.setFile(40, some));
      assertRefused(NtStatus.EAS_NOT_SUPPORTED, () -> open.setFile(15, some));
      assertRefused(NtStatus.INVALID_INFO_CLASS, () -> open.setFile(5, some));
      assertRefused(NtStatus.INVALID_INFO_CLASS, () -> open.setFile(-1, some));
      assertRefused(NtStatus.INFO_LENGTH_MISMATCH, () -> open.setFile(10, numbers(0)));
      assertRefused(NtStatus.INVALID_PARAMETER, () -> open.setFile(10, some));
      assertRefused(NtStatus.INVALID_PARAMETER, () -> client.rename(open, "\\b", false));
      assertRefused(NtStatus.OBJECT_PATH_SYNTAX_BAD, () -> client.rename(open, "..\\b", false));
      assertRefused(NtStatus.OBJECT_NAME_INVALID, () -> client.rename(open, "a:s", false));
      assertRefused(NtStatus.OBJECT_PATH_NOT_FOUND, () -> client.rename(open, "x\\b", false));
    }
  }

  /** SPEC [MS-FSA] 2.1.5.12: classes that are for something else. */
  @Test
  void queryFile_classesOfOtherThings_areRefused() throws Exception {
    try (OpenFile open = client.open("f\\a", Access.ALL)) {
      assertRefused(NtStatus.INVALID_PARAMETER, () -> open.queryFile(24, 1000));
      assertRefused(NtStatus.NO_EAS_ON_FILE, () -> open.queryFile(15, 1000));
      assertRefused(NtStatus.INVALID_PARAMETER, () -> open.queryDirectory(1, "", true, true, 999));
      assertRefused(NtStatus.ACCESS_DENIED, () -> open.querySecurity(8, 1000));
    }
    try (OpenFile open = client.open("f\\a", Access.READ_DATA)) {
      assertRefused(NtStatus.ACCESS_DENIED, () -> open.queryFile(4, 1000));
      assertRefused(NtStatus.ACCESS_DENIED, () -> open.querySecurity(4, 1000));
      assertRefused(NtStatus.ACCESS_DENIED, open::flush);
    }
  }

  @Test
  void queryFile_names_areFromTheRootOfTheShare() throws Exception {
    try (OpenFile open = client.open("F\\A", Client.READ)) {
      byte[] name = open.queryFile(9, 1000);
      assertThat(new String(name, 4, name.length - 4, StandardCharsets.UTF_16LE))
          .isEqualTo("\\f\\a");
      byte[] normalized = open.queryFile(48, 1000);
      assertThat(new String(normalized, 4, normalized.length - 4, StandardCharsets.UTF_16LE))
          .isEqualTo("f\\a");
      StatusException overflow =
          catchThrowableOfType(StatusException.class, () -> open.queryFile(18, 104));
      assertThat(overflow.status()).isEqualTo(NtStatus.BUFFER_OVERFLOW);
      assertThat(overflow.data()).hasSize(104);
    }
  }

  @Test
  void folder_isNoFile() throws Exception {
    try (OpenFile open = client.open("f", Access.ALL)) {
      ByteBuffer buffer = ByteBuffer.allocate(10);
      assertRefused(NtStatus.INVALID_DEVICE_REQUEST, () -> open.read(buffer, 0));
      assertRefused(NtStatus.INVALID_DEVICE_REQUEST, () -> open.write(buffer, 0));
      assertRefused(NtStatus.INVALID_PARAMETER, () -> open.lock(0, 1, true));
      assertRefused(NtStatus.INVALID_PARAMETER, () -> open.setFile(20, Client.longs(1)));
      open.flush();
      assertThat(open.readChannel()).isEmpty();
      assertThat(open.queryFile(22, 1000)).isEmpty();
    }
  }

  @Test
  void closed_isClosed() throws Exception {
    OpenFile open = client.open("f\\a", Access.ALL);
    open.close();
    open.close();
    assertRefused(NtStatus.FILE_CLOSED, () -> open.read(ByteBuffer.allocate(1), 0));
    assertRefused(NtStatus.FILE_CLOSED, () -> open.setFile(20, Client.longs(1)));
    assertRefused(NtStatus.FILE_CLOSED, () -> client.delete(open));
    OpenFile listed = client.open("f", Client.READ);
    listed.close();
    assertRefused(NtStatus.FILE_CLOSED, () -> listed.queryDirectory(12, "*", false, false, 1000));
  }
}
