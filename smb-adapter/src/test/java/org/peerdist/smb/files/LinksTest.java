package org.peerdist.smb.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.peerdist.smb.files.Client.assertRefused;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.smb.protocol.NtStatus;

/** Nothing leads out of a share. */
class LinksTest {
  @TempDir Path folder;
  private Path root;
  private Path secret;
  private NioFileTree tree;
  private Client client;

  @BeforeEach
  void share() throws IOException {
    root = Files.createDirectory(folder.resolve("share"));
    secret = Files.writeString(folder.resolve("secret"), "secret");
    Files.createDirectory(root.resolve("inside"));
    Files.writeString(root.resolve("inside/a"), "x");
    tree = new NioFileTree(root, "links", false);
    client = new Client(tree, true);
  }

  @AfterEach
  void unshare() {
    tree.close();
  }

  @Test
  void link_toTheOutside_isNeitherListedNorOpened() throws Exception {
    Files.createSymbolicLink(root.resolve("file"), secret);
    Files.createSymbolicLink(root.resolve("up"), Path.of(".."));
    Files.createSymbolicLink(root.resolve("broken"), Path.of("nothing"));
    assertThat(client.list("", "*")).containsExactly("inside");
    assertThat(client.list("", "file")).isEmpty();
    for (String path : new String[] {"file", "up", "up\\secret", "broken"}) {
      assertRefused(NtStatus.ACCESS_DENIED, () -> client.open(path, Client.READ));
    }
    assertRefused(
        NtStatus.ACCESS_DENIED, () -> client.open("file", Client.WRITE, 7, Client.OVERWRITE_IF, 0));
    assertRefused(NtStatus.ACCESS_DENIED, () -> client.create("broken"));
    assertThat(secret).hasContent("secret");
    assertThat(root.resolve("nothing")).doesNotExist();
  }

  @Test
  void link_inside_leadsThere() throws Exception {
    Files.createSymbolicLink(root.resolve("link"), Path.of("inside"));
    Files.createSymbolicLink(root.resolve("file"), Path.of("link", "a"));
    assertThat(client.get("LINK\\a")).isEqualTo("x");
    assertThat(client.get("file")).isEqualTo("x");
    assertThat(client.list("link", "*")).containsExactly("a");
    assertThat(client.list("", "*")).containsExactlyInAnyOrder("inside", "link", "file");
    assertRefused(NtStatus.ACCESS_DENIED, () -> client.open("file", Access.ALL));
  }

  @Test
  void rename_ontoALink_isRefused() throws Exception {
    Files.createSymbolicLink(root.resolve("file"), Path.of("inside", "a"));
    client.put("b", "y");
    try (OpenFile open = client.open("b", Access.ALL)) {
      assertRefused(NtStatus.ACCESS_DENIED, () -> client.rename(open, "file", true));
    }
    assertThat(client.get("inside\\a")).isEqualTo("x");
  }

  @Test
  void folderThatBecomesALink_isNotFollowed() throws Exception {
    Path real = root.toRealPath();
    Path inside = real.resolve("inside");
    try (Folder open = Folder.open(inside)) {
      Files.move(inside, real.resolve("moved"));
      Files.createSymbolicLink(inside, folder);
      if (open instanceof SecureFolder) {
        try (SeekableByteChannel channel = open.open("a", Set.of(StandardOpenOption.READ))) {
          assertThat(channel.size()).isEqualTo(1);
        }
      }
      assertThatIOException()
          .isThrownBy(() -> open.open("secret", Set.of(StandardOpenOption.READ)));
      assertThatIOException()
          .isThrownBy(
              () -> new PlainFolder(inside).open("secret", Set.of(StandardOpenOption.READ)));
    }
  }

  @Test
  void wayThatBecomesALink_isNotWalked() throws Exception {
    SharedDisk disk = new SharedDisk(root);
    Place place = disk.find(SharePath.parse("inside\\a")).place();
    Files.move(root.resolve("inside"), root.resolve("moved"));
    Files.createSymbolicLink(root.resolve("inside"), folder);
    assertThatIOException().isThrownBy(() -> disk.state(place));
  }

  @Test
  void pipe_isNeitherListedNorOpened() throws Exception {
    Process made = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start();
    assumeThat(made.waitFor()).as("mkfifo works here").isZero();
    assertThat(client.list("", "*")).containsExactly("inside");
    assertRefused(NtStatus.ACCESS_DENIED, () -> client.open("pipe", Client.READ));
  }

  @Test
  void folder_here_isHeldOpenOrChecked() throws Exception {
    boolean secure;
    try (var stream = Files.newDirectoryStream(root)) {
      secure = stream instanceof SecureDirectoryStream;
    }
    try (Folder opened = Folder.open(root)) {
      assertThat(opened instanceof SecureFolder).isEqualTo(secure);
    }
  }
}
