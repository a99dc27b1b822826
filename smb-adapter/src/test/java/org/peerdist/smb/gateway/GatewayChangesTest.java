package org.peerdist.smb.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peerdist.smb.files.Client.assertRefused;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.smb.client.SmbAddress;
import org.peerdist.smb.client.SmbLogin;
import org.peerdist.smb.client.SmbOptions;
import org.peerdist.smb.client.internal.LostException;
import org.peerdist.smb.client.internal.RawCalls;
import org.peerdist.smb.client.internal.SmbConnection;
import org.peerdist.smb.files.Access;
import org.peerdist.smb.files.ChangeNotice;
import org.peerdist.smb.files.Client;
import org.peerdist.smb.files.NioFileTree;
import org.peerdist.smb.files.OpenFile;
import org.peerdist.smb.gateway.internal.RemoteLink;
import org.peerdist.smb.protocol.CreateRequest;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.OutputResponse;
import org.peerdist.smb.protocol.Raw;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.server.HashPublisher;
import org.peerdist.smb.server.Share;
import org.peerdist.smb.server.ShareServer;
import org.peerdist.smb.server.ShareServerOptions;
import org.peerdist.smb.server.UserStore;

/** Clients of a gateway that wait for changes in folders of the server behind it. */
@Timeout(120)
class GatewayChangesTest {
  private static final SmbLogin LOGIN = SmbLogin.password("", "anna", "pass".toCharArray());
  private static final SmbOptions PATIENT = SmbOptions.DEFAULT.withTimeout(Duration.ofSeconds(100));
  private static final int NAMES = 0x3;
  private static final int ROOM = 4096;

  @TempDir private Path folder;
  private Path inner;
  private NioFileTree files;
  private ShareServer far;
  private Relay relay;
  private RemoteFileTree tree;
  private RemoteFileTree readOnly;
  private ShareServer near;
  private SmbConnection client;

  @BeforeEach
  void start() throws IOException {
    inner = Files.createDirectory(folder.resolve("inner"));
    Files.createDirectory(inner.resolve("below"));
    Files.createFile(inner.resolve("file"));
    files = new NioFileTree(folder, "data", false);
    far = server(new Share("data", "", files, true, false));
    relay = new Relay(far.address().getPort());
    tree = gateway(false);
    readOnly = gateway(true);
    near = server(new Share("data", "", tree, true, false), Share.readOnly("kept", readOnly));
    client = connect("data");
  }

  private RemoteFileTree gateway(boolean onlyReads) throws IOException {
    SmbAddress address = address(relay.port(), "data", "inner");
    return RemoteFileTree.over(RemoteLink.open(address, LOGIN, PATIENT, Duration.ZERO), onlyReads);
  }

  private static ShareServer server(Share... shares) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return ShareServer.start(
        ShareServerOptions.at(anyPort),
        List.of(shares),
        UserStore.ofPasswords(Map.of("anna", "pass")),
        HashPublisher.NONE);
  }

  private static SmbAddress address(int port, String share, String path) {
    return new SmbAddress("", Optional.empty(), Optional.empty(), "127.0.0.1", port, share, path);
  }

  private SmbConnection connect(String share) throws IOException {
    return SmbConnection.open(address(near.address().getPort(), share, ""), LOGIN, PATIENT);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    near.close();
    tree.close();
    readOnly.close();
    relay.close();
    far.close();
    files.close();
  }

  private static RemoteHandle open(SmbConnection connection, String path)
      throws LostException, StatusException {
    int access = Access.READ_DATA | Access.READ_ATTRIBUTES;
    return RemoteHandle.open(connection, new CreateRequest(2, access, 0, 7, 1, 0, path, List.of()));
  }

  /** Begins to watch a folder, until both servers have begun with it. */
  private static RawCalls.Call watch(RemoteHandle handle, boolean below)
      throws LostException, StatusException {
    RawCalls.Call call = handle.watch(below, NAMES, ROOM);
    // Each server carries out one request of a connection after the other.
    RemoteFacts unused = handle.facts();
    return call;
  }

  private static String names(RawCalls.Call answered) throws Exception {
    return text(OutputResponse.read(answered.await()).output().asByteBuffer());
  }

  private static String text(ByteBuffer changes) throws Exception {
    return Raw.utf16("", changes);
  }

  @Test
  void watch_treeAtTheTopOfTheGateway_tellsPathsBelowIt() throws Exception {
    RawCalls.Call call = watch(open(client, ""), true);
    Files.createFile(folder.resolve("outside"));
    Files.createFile(inner.resolve("below").resolve("new"));
    assertThat(names(call)).contains("below\\new").doesNotContain("outside", "inner");
  }

  @Test
  void watch_folderBelow_tellsNamesInIt() throws Exception {
    RawCalls.Call call = watch(open(client, "below"), false);
    Files.createFile(inner.resolve("other"));
    Files.createFile(inner.resolve("below").resolve("new"));
    assertThat(names(call)).contains("new").doesNotContain("below", "other");
  }

  @Test
  void watch_readOnlyGateway_tellsToo() throws Exception {
    try (SmbConnection reader = connect("kept")) {
      RawCalls.Call call = watch(open(reader, ""), false);
      Files.createFile(inner.resolve("new"));
      assertThat(names(call)).contains("new");
    }
  }

  @Test
  void watch_changesThatHaveNoRoom_hasTheClientLook() throws Exception {
    RemoteHandle handle = open(client, "");
    RawCalls.Call call = handle.watch(false, NAMES, 8);
    RemoteFacts unused = handle.facts();
    Files.createFile(inner.resolve("new"));
    assertRefused(NtStatus.NOTIFY_ENUM_DIR, call::await);
  }

  @Test
  void watch_changesBetweenTwoRequests_areToldWithTheSecond() throws Exception {
    RemoteHandle handle = open(client, "");
    RawCalls.Call first = watch(handle, false);
    Files.createFile(inner.resolve("one"));
    assertThat(names(first)).contains("one");
    Files.createFile(inner.resolve("two"));
    assertThat(names(handle.watch(false, NAMES, ROOM))).contains("two");
  }

  @Test
  void watch_cancelled_isAnsweredAndCanBeginAgain() throws Exception {
    RemoteHandle handle = open(client, "");
    RawCalls.Call call = watch(handle, false);
    call.cancel();
    assertRefused(NtStatus.CANCELLED, call::await);
    RawCalls.Call next = watch(handle, false);
    Files.createFile(inner.resolve("new"));
    assertThat(names(next)).contains("new");
  }

  @Test
  void watch_folderThatIsClosed_isEnded() throws Exception {
    RemoteHandle handle = open(client, "");
    RawCalls.Call call = watch(handle, false);
    handle.close();
    assertRefused(NtStatus.NOTIFY_CLEANUP, call::await);
    awaitNobodyWaits();
  }

  @Test
  void watch_clientThatLeaves_isEnded() throws Exception {
    SmbConnection other = connect("data");
    RawCalls.Call call = watch(open(other, ""), false);
    assertThat(tree.share().watches().waiting()).isEqualTo(1);
    other.abandon();
    awaitNobodyWaits();
    assertThat(call).isNotNull();
  }

  private void awaitNobodyWaits() throws Exception {
    RemoteHandle handle = open(client, "");
    while (tree.share().watches().waiting() > 0) {
      RemoteFacts unused = handle.facts();
    }
  }

  @Test
  void watch_connectionThatIsLost_hasTheClientLookAgain() throws Exception {
    RemoteHandle handle = open(client, "");
    RawCalls.Call call = watch(handle, false);
    relay.cut();
    assertRefused(NtStatus.NOTIFY_ENUM_DIR, call::await);
    assertRefused(NtStatus.HOST_UNREACHABLE, handle.watch(false, NAMES, ROOM)::await);
    relay.mend();
    RawCalls.Call next = watch(handle, false);
    Files.createFile(inner.resolve("new"));
    assertThat(names(next)).contains("new");
  }

  @Test
  void lookIfWatched_serverThatSaysNothing_hasWhoWatchesLookAgain() throws Exception {
    SmbOptions hasty = SmbOptions.DEFAULT.withTimeout(Duration.ofSeconds(3));
    SmbAddress address = address(relay.port(), "data", "inner");
    try (RemoteFileTree other =
        RemoteFileTree.over(RemoteLink.open(address, LOGIN, hasty, Duration.ZERO), true)) {
      OpenFile open = new Client(other, false).open("", Client.READ);
      CompletableFuture<ChangeNotice> told = new CompletableFuture<>();
      Runnable unused = open.awaitChanges(false, NAMES, ROOM, told::complete);
      other.lookIfWatched();
      assertThat(told).isNotDone();
      relay.freeze();
      Thread look = new Thread(other::lookIfWatched);
      look.start();
      assertThat(told.join()).isEqualTo(ChangeNotice.of(NtStatus.NOTIFY_ENUM_DIR));
      relay.thaw();
      look.join();
      open.close();
    }
  }

  @Test
  void watch_file_isRefused() throws Exception {
    assertRefused(
        NtStatus.INVALID_PARAMETER, open(client, "file").watch(false, NAMES, ROOM)::await);
    assertThat(tree.share().watches().waiting()).isZero();
  }

  @Test
  void begin_moreThanMay_isRefusedUntilOneEnds() throws Exception {
    RemoteHandle handle = open(client, "");
    RemoteWatches one = new RemoteWatches(1);
    CompletableFuture<ChangeNotice> told = new CompletableFuture<>();
    Runnable cancel = one.begin(() -> send(handle), ROOM, told::complete);
    assertRefused(
        NtStatus.INSUFFICIENT_RESOURCES, () -> one.begin(() -> send(handle), ROOM, notice -> {}));
    cancel.run();
    assertThat(told.join()).isEqualTo(ChangeNotice.of(NtStatus.CANCELLED));
    CompletableFuture<ChangeNotice> next = new CompletableFuture<>();
    Runnable unused = one.begin(() -> send(handle), ROOM, next::complete);
    client.close();
    assertThat(next.join()).isEqualTo(ChangeNotice.of(NtStatus.NOTIFY_ENUM_DIR));
    assertThat(one.waiting()).isZero();
  }

  private static RawCalls.Call send(RemoteHandle handle) throws StatusException {
    try {
      return handle.watch(false, NAMES, ROOM);
    } catch (LostException e) {
      throw new StatusException(NtStatus.HOST_UNREACHABLE);
    }
  }

  @Test
  void begin_requestThatCannotBeSent_takesNoPlace() throws Exception {
    RemoteWatches one = new RemoteWatches(1);
    assertRefused(
        NtStatus.HOST_UNREACHABLE,
        () ->
            one.begin(
                () -> {
                  throw new StatusException(NtStatus.HOST_UNREACHABLE);
                },
                ROOM,
                notice -> {}));
    assertThat(one.waiting()).isZero();
  }
}
