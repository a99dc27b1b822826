package org.peerdist.smb.server.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerdist.smb.files.CreateOptions;
import org.peerdist.smb.files.NioFileTree;
import org.peerdist.smb.files.OpenFile;
import org.peerdist.smb.files.OpenRequest;
import org.peerdist.smb.protocol.ChangeNotifyRequest;
import org.peerdist.smb.protocol.CloseRequest;
import org.peerdist.smb.protocol.Command;
import org.peerdist.smb.protocol.CreateContext;
import org.peerdist.smb.protocol.CreateRequest;
import org.peerdist.smb.protocol.CreateResponse;
import org.peerdist.smb.protocol.Dialect;
import org.peerdist.smb.protocol.EmptyBody;
import org.peerdist.smb.protocol.FileId;
import org.peerdist.smb.protocol.Header;
import org.peerdist.smb.protocol.IoctlRequest;
import org.peerdist.smb.protocol.IoctlResponse;
import org.peerdist.smb.protocol.LockRequest;
import org.peerdist.smb.protocol.MessageBody;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.OutputResponse;
import org.peerdist.smb.protocol.Raw;
import org.peerdist.smb.protocol.ReadRequest;
import org.peerdist.smb.protocol.ReadResponse;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.protocol.TreeConnectRequest;
import org.peerdist.smb.server.HashPublisher;
import org.peerdist.smb.server.Share;
import org.peerdist.smb.server.ShareServerOptions;
import org.peerdist.smb.server.UserStore;
import org.peerdist.wire.Bytes;

/** Requests that depend on each other, and those that wait. */
class ConversationTest {
  private static final int READ = 0x00120089;
  private static final int FOLDER = 1;
  private static final int OPEN_IF = 3;

  @TempDir private Path folder;
  private NioFileTree files;
  private Service service;
  private Talk talk;

  /** Answers with what it was asked. */
  private static final class Echo implements HashPublisher {
    @Override
    public int shareFlags(Dialect dialect, Share share) {
      return 0x2000;
    }

    @Override
    public byte[] readHash(Share share, OpenFile file, ByteBuffer input, Dialect dialect, int most)
        throws StatusException {
      String text = share.name() + " " + file.name() + " " + dialect + " " + most;
      return (text + " " + input.remaining()).getBytes(StandardCharsets.UTF_8);
    }
  }

  @BeforeEach
  void begin() throws IOException, ProtocolViolation {
    Files.writeString(folder.resolve("file"), "hello");
    files = new NioFileTree(folder, "test", false);
    service =
        Service.of(
            ShareServerOptions.at(new InetSocketAddress(0)).withGuests(true),
            List.of(Share.readOnly("data", files)),
            UserStore.ofPasswords(Map.of()),
            new Echo());
    talk = new Talk(service).begin(Dialect.SMB_3_0.revision(), "data");
  }

  @AfterEach
  void end() {
    talk.close();
    service.close();
    files.close();
  }

  private static CreateRequest open(String name, int options) {
    return new CreateRequest(2, READ, 0, 7, 1, options, name, List.of());
  }

  private static FileId file(Talk client, String name, int options) throws Exception {
    Talk.Message message = client.one(Command.CREATE, open(name, options));
    return CreateResponse.read(message.bytes()).file();
  }

  private static Talk.Request related(Command command, MessageBody body) {
    return new Talk.Request(command, body, Header.RELATED);
  }

  private static List<Integer> statuses(List<Talk.Message> messages) {
    return messages.stream().map(message -> message.header().status()).toList();
  }

  @Test
  void compound_thatOpensReadsAndCloses_isAnsweredInOneFrame() throws Exception {
    List<Talk.Message> answers =
        talk.all(
            new Talk.Request(Command.CREATE, open("file", 0), 0),
            related(Command.READ, new ReadRequest(100, 1, FileId.OF_PREVIOUS, 0, 0)),
            related(Command.CLOSE, new CloseRequest(true, FileId.OF_PREVIOUS)));
    assertThat(statuses(answers)).containsExactly(0, 0, 0);
    assertThat(answers.get(0).header().nextCommand()).isPositive();
    assertThat(answers.get(0).header().nextCommand() % 8).isZero();
    ByteBuffer data = ReadResponse.read(answers.get(1).bytes());
    assertThat(StandardCharsets.UTF_8.decode(data).toString()).isEqualTo("ello");
  }

  @Test
  void compound_whoseFileIsNotThere_failsAsAWhole() throws Exception {
    List<Talk.Message> answers =
        talk.all(
            new Talk.Request(Command.CREATE, open("none", 0), 0),
            related(Command.READ, new ReadRequest(100, 0, FileId.OF_PREVIOUS, 0, 0)),
            related(Command.CLOSE, new CloseRequest(true, FileId.OF_PREVIOUS)));
    int status = NtStatus.OBJECT_NAME_NOT_FOUND.value();
    assertThat(statuses(answers)).containsExactly(status, status, status);
  }

  /** One attribute, A=x, as [MS-FSCC] 2.4.16 has it. */
  private static final Bytes ATTRIBUTE = Bytes.ofHex("00000000" + "00" + "01" + "0100" + "410078");

  @ParameterizedTest
  @CsvSource({"0, EAS_NOT_SUPPORTED", "0x200, ACCESS_DENIED"})
  void create_withExtendedAttributes_isRefusedAndMakesNothing(int options, NtStatus status)
      throws Exception {
    assertThat(create("new", options, ATTRIBUTE)).isEqualTo(status.value());
    assertThat(folder.resolve("new")).doesNotExist();
    assertThat(create("file", options, ATTRIBUTE)).isEqualTo(status.value());
  }

  @Test
  void create_withAnEmptyListOfAttributes_isCarriedOut() throws Exception {
    assertThat(create("file", 0, Bytes.EMPTY)).isZero();
  }

  private int create(String name, int options, Bytes attributes) throws ProtocolViolation {
    CreateContext context = new CreateContext("ExtA", attributes);
    CreateRequest request =
        new CreateRequest(2, READ, 0, 7, OPEN_IF, options, name, List.of(context));
    return talk.one(Command.CREATE, request).header().status();
  }

  @Test
  void compound_thatBeginsWithARelatedRequest_isRefused() throws Exception {
    List<Talk.Message> answers =
        talk.all(related(Command.CLOSE, new CloseRequest(true, FileId.OF_PREVIOUS)));
    assertThat(statuses(answers)).containsExactly(NtStatus.INVALID_PARAMETER.value());
  }

  @Test
  void compound_thatIsNotRelatedInBetween_losesItsFile() throws Exception {
    CloseRequest close = new CloseRequest(false, FileId.OF_PREVIOUS);
    List<Talk.Message> answers =
        talk.all(
            new Talk.Request(Command.CREATE, open("file", 0), 0),
            new Talk.Request(Command.CLOSE, close, 0),
            related(Command.CLOSE, close));
    int closed = NtStatus.FILE_CLOSED.value();
    assertThat(statuses(answers)).containsExactly(0, closed, closed);
  }

  @Test
  void changeNotify_cancelled_isAnsweredTwice() throws Exception {
    FileId root = file(talk, "", FOLDER);
    Talk.Message interim =
        talk.one(Command.CHANGE_NOTIFY, new ChangeNotifyRequest(false, 4096, root, 0x3));
    assertThat(interim.header().status()).isEqualTo(NtStatus.PENDING.value());
    assertThat(interim.header().has(Header.ASYNC)).isTrue();
    List<Talk.Message> last = talk.all(new Talk.Request(Command.CANCEL, new EmptyBody(), 0));
    assertThat(statuses(last)).containsExactly(NtStatus.CANCELLED.value());
    assertThat(last.get(0).header().related()).isEqualTo(interim.header().related());
    assertThat(last.get(0).header().credits()).isZero();
  }

  @Test
  void changeNotify_fileThatComes_isTold() throws Exception {
    FileId root = file(talk, "", FOLDER);
    talk.one(Command.CHANGE_NOTIFY, new ChangeNotifyRequest(false, 4096, root, 0x3));
    Files.writeString(folder.resolve("new"), "");
    talk.runNextPosted();
    Talk.Message answer = talk.answers().get(0);
    assertThat(answer.header().status()).isZero();
    assertThat(Raw.utf16("", OutputResponse.read(answer.bytes()).output().asByteBuffer()))
        .contains("new");
  }

  @Test
  void changeNotify_twice_tellsNoneOfNothing() throws Exception {
    FileId root = file(talk, "", FOLDER);
    ChangeNotifyRequest request = new ChangeNotifyRequest(false, 4096, root, 0x3);
    talk.one(Command.CHANGE_NOTIFY, request);
    Files.writeString(folder.resolve("new"), "");
    talk.awaitPosted();
    // Now that there is a change, both are woken for it.
    talk.one(Command.CHANGE_NOTIFY, request);
    talk.runPosted();
    assertThat(statuses(talk.answers())).containsExactly(0);
    Files.writeString(folder.resolve("newer"), "");
    talk.runNextPosted();
    assertThat(statuses(talk.answers())).containsExactly(0);
  }

  @Test
  void changeNotify_wokenAndCancelled_wakesTheNext() throws Exception {
    FileId root = file(talk, "", FOLDER);
    ChangeNotifyRequest request = new ChangeNotifyRequest(false, 4096, root, 0x3);
    talk.one(Command.CHANGE_NOTIFY, request);
    talk.one(Command.CHANGE_NOTIFY, request);
    long first = talk.nextMessageId() - 2;
    Files.writeString(folder.resolve("new"), "");
    talk.awaitPosted();
    talk.cancel(first);
    talk.runPosted();
    assertThat(statuses(talk.answers())).containsExactly(NtStatus.CANCELLED.value(), 0);
  }

  @Test
  void changeNotify_folderThatIsClosed_isEnded() throws Exception {
    FileId root = file(talk, "", FOLDER);
    talk.one(Command.CHANGE_NOTIFY, new ChangeNotifyRequest(true, 4096, root, 0x3));
    talk.one(Command.CLOSE, new CloseRequest(false, root));
    talk.runPosted();
    assertThat(statuses(talk.answers())).containsExactly(NtStatus.NOTIFY_CLEANUP.value());
  }

  @Test
  void changeNotify_folderThatIsToBeDeleted_isEnded() throws Exception {
    Files.createDirectory(folder.resolve("goes"));
    FileId watched = file(talk, "goes", FOLDER);
    ChangeNotifyRequest request = new ChangeNotifyRequest(true, 4096, watched, 0x3);
    talk.one(Command.CHANGE_NOTIFY, request);
    files
        .open(new OpenRequest("goes", 0x10000, 0, 7, 1, CreateOptions.DELETE_ON_CLOSE, true))
        .close();
    talk.runPosted();
    int pending = NtStatus.DELETE_PENDING.value();
    assertThat(statuses(talk.answers())).containsExactly(pending);
    talk.one(Command.CHANGE_NOTIFY, request);
    talk.runPosted();
    assertThat(statuses(talk.answers())).containsExactly(pending);
  }

  @Test
  void changeNotify_ofAFile_isRefused() throws Exception {
    FileId file = file(talk, "file", 0);
    ChangeNotifyRequest request = new ChangeNotifyRequest(true, 4096, file, 0x3);
    assertThat(talk.one(Command.CHANGE_NOTIFY, request).header().status())
        .isEqualTo(NtStatus.INVALID_PARAMETER.value());
  }

  private static LockRequest lock(FileId file, int flags) {
    return new LockRequest(file, List.of(new LockRequest.Range(0, 1, flags)));
  }

  @Test
  void lock_thatOthersHave_waitsUntilItIsFree() throws Exception {
    FileId mine = file(talk, "file", 0);
    FileId other = file(talk, "file", 0);
    assertThat(talk.one(Command.LOCK, lock(mine, 2)).header().status()).isZero();
    assertThat(talk.one(Command.LOCK, lock(other, 2 | 16)).header().status())
        .isEqualTo(NtStatus.LOCK_NOT_GRANTED.value());
    assertThat(talk.one(Command.LOCK, lock(other, 2)).header().status())
        .isEqualTo(NtStatus.PENDING.value());
    talk.runPosted();
    assertThat(talk.answers()).isEmpty();
    talk.one(Command.LOCK, lock(mine, 4));
    talk.runPosted();
    assertThat(statuses(talk.answers())).containsExactly(0);
    assertThat(talk.one(Command.LOCK, lock(mine, 2 | 16)).header().status())
        .isEqualTo(NtStatus.LOCK_NOT_GRANTED.value());
  }

  @Test
  void lock_ofSeveralRangesThatWaits_isRefused() throws Exception {
    FileId file = file(talk, "file", 0);
    LockRequest request =
        new LockRequest(
            file, List.of(new LockRequest.Range(0, 1, 1 | 16), new LockRequest.Range(1, 1, 1)));
    assertThat(talk.one(Command.LOCK, request).header().status())
        .isEqualTo(NtStatus.INVALID_PARAMETER.value());
  }

  @Test
  void readHash_isAskedOfThePublisher() throws Exception {
    FileId file = file(talk, "file", 0);
    Talk.Message answer =
        talk.one(
            Command.IOCTL,
            new IoctlRequest(IoctlRequest.READ_HASH, file, ByteBuffer.allocate(24), 1000, 1));
    assertThat(IoctlResponse.read(answer.bytes()).output().toByteArray())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("data file SMB_3_0 1000 24");
  }

  @Test
  void controls_thatAreNotThere_areRefused() throws Exception {
    FileId file = file(talk, "file", 0);
    ByteBuffer nothing = ByteBuffer.allocate(0);
    assertThat(
            talk.one(
                    Command.IOCTL,
                    new IoctlRequest(
                        IoctlRequest.DFS_GET_REFERRALS, FileId.OF_PREVIOUS, nothing, 10, 1))
                .header()
                .status())
        .isEqualTo(NtStatus.FS_DRIVER_REQUIRED.value());
    assertThat(
            talk.one(Command.IOCTL, new IoctlRequest(0x1401C4, file, nothing, 10, 1))
                .header()
                .status())
        .isEqualTo(NtStatus.INVALID_DEVICE_REQUEST.value());
  }

  private static ByteBuffer negotiation(int dialect) {
    return Raw.writer(32).u32(0).bytes(Talk.GUID).u16(1).u16(1).u16(dialect).toByteBuffer();
  }

  @Test
  void validateNegotiateInfo_thatIsTheSame_isAnswered() throws Exception {
    Talk.Message answer =
        talk.one(
            Command.IOCTL,
            new IoctlRequest(
                IoctlRequest.VALIDATE_NEGOTIATE_INFO,
                FileId.OF_PREVIOUS,
                negotiation(Dialect.SMB_3_0.revision()),
                24,
                1));
    assertThat(IoctlResponse.read(answer.bytes()).output().length()).isEqualTo(24);
  }

  @Test
  void validateNegotiateInfo_thatDiffers_endsTheConnection() {
    assertThatThrownBy(
            () ->
                talk.one(
                    Command.IOCTL,
                    new IoctlRequest(
                        IoctlRequest.VALIDATE_NEGOTIATE_INFO,
                        FileId.OF_PREVIOUS,
                        negotiation(Dialect.SMB_3_1_1.revision()),
                        24,
                        1)))
        .isInstanceOf(ProtocolViolation.class);
  }

  @Test
  void read_ofMoreThanWasPaidFor_isRefused() throws Exception {
    FileId file = file(talk, "file", 0);
    assertThat(talk.one(Command.READ, new ReadRequest(65_537, 0, file, 0, 0)).header().status())
        .isEqualTo(NtStatus.INVALID_PARAMETER.value());
    assertThat(talk.one(Command.READ, new ReadRequest(-1, 0, file, 0, 0)).header().status())
        .isEqualTo(NtStatus.INVALID_PARAMETER.value());
  }

  @Test
  void messageId_usedTwice_endsTheConnection() throws Exception {
    byte[] echo = new byte[Header.LENGTH + 4];
    echo[Header.LENGTH] = 4;
    new Header(1, 0, Command.ECHO.number(), 1, 0, 0, talk.nextMessageId(), 0, 0).put(echo);
    talk.send(echo);
    assertThat(statuses(talk.answers())).containsExactly(0);
    assertThatThrownBy(() -> talk.send(echo)).isInstanceOf(ProtocolViolation.class);
  }

  @Test
  void command_thatIsNone_endsTheConnection() {
    byte[] request = new byte[Header.LENGTH + 4];
    new Header(1, 0, 19, 1, 0, 0, talk.nextMessageId(), 0, 0).put(request);
    assertThatThrownBy(() -> talk.send(request)).isInstanceOf(ProtocolViolation.class);
  }

  @Test
  void request_thatIsTooLongForItsCommand_endsTheConnection() {
    byte[] request = new byte[68 * 1024 + 1];
    new Header(1, 0, Command.ECHO.number(), 1, 0, 0, talk.nextMessageId(), 0, 0).put(request);
    assertThatThrownBy(() -> talk.send(request))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("ECHO of 69633 bytes");
  }

  @Test
  void session_afterLogoff_isGone() throws Exception {
    talk.one(Command.LOGOFF, new EmptyBody());
    assertThat(talk.one(Command.CREATE, open("file", 0)).header().status())
        .isEqualTo(NtStatus.USER_SESSION_DELETED.value());
  }

  @Test
  void shares_thatAreNotThere_areBadNames() throws Exception {
    assertThat(
            talk.one(Command.TREE_CONNECT, new TreeConnectRequest("\\\\server\\none"))
                .header()
                .status())
        .isEqualTo(NtStatus.BAD_NETWORK_NAME.value());
    assertThat(talk.one(Command.TREE_CONNECT, new TreeConnectRequest("data")).header().status())
        .isEqualTo(NtStatus.INVALID_PARAMETER.value());
  }
}
