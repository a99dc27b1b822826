package org.peerdist.smb.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.peerdist.smb.files.Client.assertRefused;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.PublishingOptions;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.hashgen.ReadableState;
import org.peerdist.smb.client.SmbAddress;
import org.peerdist.smb.client.SmbLogin;
import org.peerdist.smb.client.SmbOptions;
import org.peerdist.smb.files.Access;
import org.peerdist.smb.files.Client;
import org.peerdist.smb.files.CreateOptions;
import org.peerdist.smb.files.NioFileTree;
import org.peerdist.smb.files.OpenFile;
import org.peerdist.smb.gateway.internal.RemoteLink;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.server.HashPublisher;
import org.peerdist.smb.server.Share;
import org.peerdist.smb.server.ShareServer;
import org.peerdist.smb.server.ShareServerOptions;
import org.peerdist.smb.server.UserStore;
import org.peerdist.wire.Bytes;

/** Files that are on another server, a real one, over a connection that can be cut. */
class RemoteFileTreeTest {
  private static final SmbLogin LOGIN = SmbLogin.password("", "anna", "pass".toCharArray());
  private static final int NAME = 9;
  private static final int ALL_INFORMATION = 18;

  @TempDir private Path folder;
  private Path files;
  private NioFileTree there;
  private ShareServer server;
  private Relay relay;
  private RemoteFileTree tree;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    files = Files.createDirectory(folder.resolve("files")).toRealPath();
    Files.createDirectory(files.resolve("inner"));
    there = new NioFileTree(files, "there", false);
    server =
        ShareServer.start(
            ShareServerOptions.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            List.of(new Share("data", "", there, true, false)),
            UserStore.ofPasswords(Map.of("anna", "pass")),
            HashPublisher.NONE);
    relay = new Relay(server.address().getPort());
    tree = connect("inner", false);
    client = new Client(tree, true);
  }

  private RemoteFileTree connect(String path, boolean readOnly) throws IOException {
    return RemoteFileTree.over(
        RemoteLink.open(address(path), LOGIN, SmbOptions.DEFAULT, Duration.ZERO), readOnly);
  }

  private SmbAddress address(String path) {
    return new SmbAddress(
        "", Optional.empty(), Optional.empty(), "127.0.0.1", relay.port(), "data", path);
  }

  @AfterEach
  void stop() throws IOException {
    tree.close();
    relay.close();
    server.close();
    there.close();
  }

  private Path inner(String name) {
    return files.resolve("inner").resolve(name);
  }

  @Test
  void files_madeReadRenamedAndDeleted_areThoseOfTheServer() throws IOException, StatusException {
    client.createFolder("a");
    client.put("a\\b", "text");
    assertThat(inner("a").resolve("b")).hasContent("text");
    assertThat(client.get("a\\B")).isEqualTo("text");
    try (OpenFile open = client.open("a\\b", Access.ALL)) {
      assertThat(open.createAction()).isEqualTo(1);
      assertThat(open.facts().size()).isEqualTo(4);
      open.write(Client.bytes("+"), -1);
      open.flush();
      assertThat(open.facts().size()).isEqualTo(5);
      client.rename(open, "c", false);
      assertThat(open.name()).isEqualTo("c");
    }
    assertThat(inner("c")).hasContent("text+");
    assertThat(client.list("", "*")).containsExactlyInAnyOrder("a", "c");
    try (OpenFile open = client.open("c", Access.ALL)) {
      client.delete(open);
    }
    assertThat(inner("c")).doesNotExist();
    assertRefused(NtStatus.OBJECT_NAME_NOT_FOUND, () -> client.get("c"));
  }

  @Test
  void file_longAndReadAtOnce_hasAllItsBytes() throws IOException, StatusException {
    byte[] bytes = new byte[5_000_003];
    new Random(1).nextBytes(bytes);
    try (OpenFile open = client.create("long")) {
      open.write(ByteBuffer.wrap(bytes), 0);
    }
    assertThat(inner("long")).hasBinaryContent(bytes);
    try (OpenFile open = client.open("long", Client.READ)) {
      ByteBuffer all = ByteBuffer.allocate(bytes.length + 10);
      assertThat(open.read(all, 0)).isEqualTo(bytes.length);
      assertThat(all.flip()).isEqualTo(ByteBuffer.wrap(bytes));
      assertThat(open.read(ByteBuffer.allocate(10), bytes.length)).isZero();
    }
  }

  @Test
  void folder_withManyFiles_isListedToItsEnd() throws IOException, StatusException {
    for (int i = 0; i < 300; i++) {
      Files.createFile(inner("file-" + i));
    }
    assertThat(client.list("", "*")).hasSize(300).contains("file-0", "file-299");
    assertThat(client.list("", "file-12?")).hasSize(10);
    assertThat(client.list("", "none*")).isEmpty();
  }

  @Test
  void paths_outOfTheFolder_areRefused() throws IOException, StatusException {
    Files.writeString(files.resolve("secret"), "not in the folder");
    assertRefused(NtStatus.OBJECT_PATH_SYNTAX_BAD, () -> client.get("..\\secret"));
    client.put("a", "text");
    try (OpenFile open = client.open("a", Access.ALL)) {
      assertRefused(NtStatus.OBJECT_PATH_SYNTAX_BAD, () -> client.rename(open, "..\\secret", true));
      client.rename(open, "b", true);
    }
    assertThat(files.resolve("secret")).hasContent("not in the folder");
    assertThat(inner("b")).hasContent("text");
    assertRefused(
        NtStatus.NOT_SUPPORTED,
        () ->
            client.open(
                "x", Client.READ, Client.SHARE_ALL, Client.OPEN, CreateOptions.OPEN_BY_FILE_ID));
  }

  @Test
  void queryFile_classesWithAName_tellThePathInTheFolder() throws StatusException {
    client.createFolder("a");
    client.put("a\\b", "text");
    String path = "\\a\\b";
    try (OpenFile open = client.open("a\\b", Client.READ)) {
      byte[] name = open.queryFile(NAME, 100);
      assertThat(name).endsWith(utf16(path)).hasSize(4 + 2 * path.length());
      byte[] all = open.queryFile(ALL_INFORMATION, 1000);
      assertThat(all).endsWith(name).hasSize(96 + name.length);
      assertRefused(NtStatus.BUFFER_OVERFLOW, () -> open.queryFile(ALL_INFORMATION, 104));
      assertRefused(NtStatus.INFO_LENGTH_MISMATCH, () -> open.queryFile(ALL_INFORMATION, 99));
    }
  }

  private static byte[] utf16(String text) {
    byte[] bytes = new byte[2 * text.length()];
    for (int i = 0; i < text.length(); i++) {
      bytes[2 * i] = (byte) text.charAt(i);
    }
    return bytes;
  }

  @Test
  void readOnly_whateverIsChanged_isRefused() throws IOException, StatusException {
    client.put("a", "text");
    try (RemoteFileTree readOnly = connect("inner", true)) {
      assertNothingChanges(new Client(readOnly, true), NtStatus.MEDIA_WRITE_PROTECTED);
      byte[] attributes = readOnly.queryFileSystem(5, 100);
      assertThat(attributes[2] & 0x08).as("says so").isNotZero();
    }
    assertNothingChanges(new Client(tree, false), NtStatus.ACCESS_DENIED);
    assertThat(inner("a")).hasContent("text");
    assertThat(client.list("", "*")).containsExactly("a");
  }

  private static void assertNothingChanges(Client reader, NtStatus reason) throws StatusException {
    assertThat(reader.get("a")).isEqualTo("text");
    assertRefused(NtStatus.ACCESS_DENIED, () -> reader.open("a", Access.ALL));
    assertRefused(NtStatus.ACCESS_DENIED, () -> reader.open("a", Access.DELETE));
    for (int disposition :
        List.of(Client.SUPERSEDE, Client.CREATE, Client.OVERWRITE, Client.OVERWRITE_IF)) {
      assertRefused(reason, () -> reader.open("a", Client.READ, 7, disposition, 0));
    }
    assertRefused(
        NtStatus.OBJECT_NAME_NOT_FOUND,
        () -> reader.open("new", Client.READ, 7, Client.OPEN_IF, 0));
    try (OpenFile open = reader.open("a", Access.MAXIMUM_ALLOWED, 7, Client.OPEN, 0)) {
      assertThat(open.grantedAccess()).isEqualTo(Access.READ_ONLY);
      assertRefused(NtStatus.ACCESS_DENIED, () -> reader.rename(open, "b", false));
      assertRefused(NtStatus.ACCESS_DENIED, () -> open.write(Client.bytes("x"), 0));
    }
  }

  @Test
  void open_maximumAllowed_isGrantedWhatTheServerGrants() throws StatusException {
    client.put("a", "text");
    try (OpenFile open = client.open("a", Access.MAXIMUM_ALLOWED)) {
      assertThat(open.grantedAccess()).isEqualTo(Access.ALL);
      open.lock(0, 2, true);
      open.unlock(0, 2);
    }
  }

  @Test
  void server_awayAndBack_isUsedAgain() throws IOException, StatusException {
    client.put("a", "text");
    relay.cut();
    assertRefused(NtStatus.HOST_UNREACHABLE, () -> client.get("a"));
    assertRefused(NtStatus.HOST_UNREACHABLE, () -> client.get("a"));
    relay.mend();
    assertThat(client.get("a")).isEqualTo("text");
  }

  @Test
  void connect_serverThatIsAway_isUsedWhenItComes() throws IOException, StatusException {
    client.put("a", "text");
    relay.cut();
    try (RemoteFileTree early = connect("inner", false)) {
      Client before = new Client(early, true);
      assertRefused(NtStatus.HOST_UNREACHABLE, () -> before.get("a"));
      assertRefused(NtStatus.HOST_UNREACHABLE, () -> early.queryFileSystem(5, 100));
      relay.mend();
      assertThat(before.get("a")).isEqualTo("text");
    }
  }

  @Test
  void connect_whatTheServerRefuses_isNotTriedAgain() {
    assertThatThrownBy(() -> connect("none", false))
        .isInstanceOf(IOException.class)
        .hasMessage("none: there is no such file");
    SmbLogin wrong = SmbLogin.password("", "anna", "other".toCharArray());
    SmbAddress address = address("inner");
    assertThatThrownBy(() -> RemoteLink.open(address, wrong, SmbOptions.DEFAULT, Duration.ZERO))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("the server does not know this user and password");
  }

  @Test
  void connection_wrongPasswordOfAServerThatComesLater_isNotTriedAllTheTime() throws IOException {
    SmbLogin wrong = SmbLogin.password("", "anna", "other".toCharArray());
    relay.cut();
    try (RemoteLink link =
        RemoteLink.open(address("inner"), wrong, SmbOptions.DEFAULT, Duration.ZERO)) {
      relay.mend();
      int before = relay.taken();
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(link::connection)
            .isInstanceOf(IOException.class)
            .hasMessageEndingWith("the server does not know this user and password");
      }
      assertThat(relay.taken()).isEqualTo(before + 1);
    }
  }

  @Test
  void file_openWhileTheServerWasAway_isReadOnIfItIsTheSame() throws IOException, StatusException {
    client.put("a", "text");
    client.put("b", "text");
    try (OpenFile same = client.open("a", Client.READ);
        OpenFile other = client.open("b", Client.READ);
        OpenFile writing = client.open("a", Client.READ | Client.WRITE)) {
      relay.cut();
      assertRefused(NtStatus.HOST_UNREACHABLE, () -> Client.get(same));
      Files.move(inner("b"), inner("c"));
      Files.writeString(inner("b"), "another");
      relay.mend();
      assertThat(Client.get(same)).isEqualTo("text");
      assertThat(same.facts().size()).isEqualTo(4);
      assertRefused(NtStatus.FILE_CLOSED, () -> Client.get(other));
      assertRefused(NtStatus.HOST_UNREACHABLE, () -> writing.write(Client.bytes("x"), 0));
    }
    assertThat(inner("a")).hasContent("text");
  }

  @Test
  void folder_listedWhileTheConnectionIsLost_saysSo() throws IOException, StatusException {
    for (int i = 0; i < 100; i++) {
      Files.createFile(inner("file-" + i));
    }
    try (OpenFile open = client.open("", Client.READ)) {
      assertThat(open.queryDirectory(Client.NAMES, "*", false, false, 500)).isNotEmpty();
      relay.cut();
      relay.mend();
      assertRefused(
          NtStatus.HOST_UNREACHABLE,
          () -> open.queryDirectory(Client.NAMES, "*", false, false, 500));
      assertThat(open.queryDirectory(Client.NAMES, "*", true, false, 500)).isNotEmpty();
    }
  }

  @Test
  void state_whoeverLooks_hasTheSameHashesUntilTheFileChanges() throws Exception {
    byte[] bytes = new byte[300_000];
    new Random(2).nextBytes(bytes);
    write("data", bytes, 20);
    try (PublishingService publishing = publishing()) {
      new RemotePublisher(tree.share(), publishing).publishAll(() -> false);
      assertThat(publishing.awaitIdle(Duration.ofSeconds(30))).isTrue();
      ReadableState before = state("DATA");
      assertThat(before.isCurrent()).isTrue();
      assertThat(before.place()).endsWith("/data/inner/DATA");
      assertThat(publishing.find(before)).isPresent();
      assertThat(publishing.find(state("data")).orElseThrow().contentLength())
          .isEqualTo(bytes.length);

      write("data", bytes, 10);
      assertThat(before.isCurrent()).isFalse();
      ReadableState after = state("data");
      assertThat(publishing.find(after)).isEmpty();
      assertThat(publishing.publishFile(after)).isTrue();
      assertThat(publishing.awaitIdle(Duration.ofSeconds(30))).isTrue();
      assertThat(publishing.find(after)).isPresent();
    }
  }

  private PublishingService publishing() throws IOException {
    return PublishingService.open(
        folder.resolve("publications"),
        new ServerPassphrase(Bytes.ofHex("01")),
        PublishingOptions.DEFAULT);
  }

  private ReadableState state(String name) throws StatusException {
    try (OpenFile open = client.open(name, Client.READ)) {
      return open.state();
    }
  }

  @Test
  void state_ofAFileThatJustChanged_isNotSettled() throws IOException, StatusException {
    Files.writeString(inner("new"), "text");
    Instant changed = Files.getLastModifiedTime(inner("new")).toInstant();
    assertThat(state("new").settledAt()).isAfter(changed.plusSeconds(1));
    assertRefused(NtStatus.FILE_IS_A_DIRECTORY, () -> state(""));
  }

  private void write(String name, byte[] bytes, int secondsAgo) throws IOException {
    Files.write(inner(name), bytes);
    Files.setLastModifiedTime(inner(name), FileTime.from(Instant.now().minusSeconds(secondsAgo)));
  }
}
