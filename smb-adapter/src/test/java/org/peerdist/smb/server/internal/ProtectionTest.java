package org.peerdist.smb.server.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.smb.files.NioFileTree;
import org.peerdist.smb.protocol.Command;
import org.peerdist.smb.protocol.Dialect;
import org.peerdist.smb.protocol.EmptyBody;
import org.peerdist.smb.protocol.Header;
import org.peerdist.smb.protocol.MessageBody;
import org.peerdist.smb.protocol.NegotiateRequest;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.SessionSetupRequest;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.protocol.TreeConnectRequest;
import org.peerdist.smb.server.HashPublisher;
import org.peerdist.smb.server.Share;
import org.peerdist.smb.server.ShareServerOptions;
import org.peerdist.smb.server.UserStore;
import org.peerdist.wire.Bytes;

/** Requests that should be signed or encrypted, and those that are but should not. */
class ProtectionTest {
  private static final TreeConnectRequest SHARE = new TreeConnectRequest("\\\\server\\data");

  @TempDir private Path folder;
  private NioFileTree files;
  private Service service;

  @BeforeEach
  void begin() throws IOException {
    files = new NioFileTree(folder, "test", false);
    service =
        Service.of(
            ShareServerOptions.at(new InetSocketAddress(0)).withGuests(true),
            List.of(Share.readOnly("data", files)),
            UserStore.ofPasswords(Map.of()),
            HashPublisher.NONE);
  }

  @AfterEach
  void end() {
    service.close();
    files.close();
  }

  private Talk known(Dialect dialect, boolean signs) throws StatusException {
    return Talk.of(service, dialect, signs);
  }

  private static Talk.Request request(Command command, MessageBody body, int flags) {
    return new Talk.Request(command, body, flags);
  }

  private static int status(Talk talk, Command command, MessageBody body, int flags)
      throws ProtocolViolation {
    return talk.all(request(command, body, flags)).get(0).header().status();
  }

  @Test
  void treeConnect_of311ThatIsBare_endsTheConnection() throws Exception {
    Talk talk = known(Dialect.SMB_3_1_1, false);
    assertThatThrownBy(() -> talk.one(Command.TREE_CONNECT, SHARE))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("a TREE_CONNECT that is neither signed nor encrypted");
  }

  @Test
  void treeConnect_of311ThatIsSignedOrEncrypted_isAnswered() throws Exception {
    Talk talk = known(Dialect.SMB_3_1_1, false);
    assertThat(status(talk, Command.TREE_CONNECT, SHARE, Header.SIGNED)).isZero();
    talk.sealed(request(Command.TREE_CONNECT, SHARE, 0), talk.sessionId());
    assertThat(talk.sealedAnswers()).containsExactly(0);
  }

  @Test
  void treeConnect_ofOlderDialects_needsNoProtection() throws Exception {
    for (Dialect dialect : List.of(Dialect.SMB_2_1, Dialect.SMB_3_0, Dialect.SMB_3_0_2)) {
      assertThat(status(known(dialect, false), Command.TREE_CONNECT, SHARE, 0)).isZero();
    }
  }

  @Test
  void anyRequest_ofWhoSigns_isRefusedWithoutSignature() throws Exception {
    Talk talk = known(Dialect.SMB_3_0, true);
    int denied = NtStatus.ACCESS_DENIED.value();
    assertThat(status(talk, Command.TREE_CONNECT, SHARE, 0)).isEqualTo(denied);
    assertThat(status(talk, Command.ECHO, new EmptyBody(), 0)).isEqualTo(denied);
    SessionSetupRequest again = new SessionSetupRequest(0, 1, 0, Bytes.EMPTY);
    assertThat(status(talk, Command.SESSION_SETUP, again, 0)).isEqualTo(denied);
    assertThat(status(talk, Command.LOGOFF, new EmptyBody(), 0)).isEqualTo(denied);
    assertThat(status(talk, Command.TREE_CONNECT, SHARE, Header.SIGNED)).isZero();
    talk.sealed(request(Command.LOGOFF, new EmptyBody(), 0), talk.sessionId());
    assertThat(talk.sealedAnswers()).containsExactly(0);
  }

  @Test
  void signature_thatIsAnother_isRefused() throws Exception {
    Talk talk = known(Dialect.SMB_3_0, false);
    byte[] echo = new byte[Header.LENGTH + 4];
    echo[Header.LENGTH] = 4;
    new Header(1, 0, Command.ECHO.number(), 1, Header.SIGNED, 0, 0, 0, talk.sessionId()).put(echo);
    Arrays.fill(echo, Header.SIGNATURE_OFFSET, Header.LENGTH, (byte) 7);
    talk.send(echo);
    assertThat(talk.answers().get(0).header().status()).isEqualTo(NtStatus.ACCESS_DENIED.value());
  }

  @Test
  void signature_whereThereIsNoKey_isNotSupported() throws Exception {
    Talk guest = new Talk(service).begin(Dialect.SMB_3_0.revision(), "data");
    assertThat(status(guest, Command.ECHO, new EmptyBody(), Header.SIGNED))
        .isEqualTo(NtStatus.NOT_SUPPORTED.value());
  }

  @Test
  void negotiate_thatIsSigned_isRefused() throws Exception {
    NegotiateRequest request =
        new NegotiateRequest(1, 0, Talk.GUID, List.of(Dialect.SMB_3_0.revision()), List.of());
    assertThat(status(new Talk(service), Command.NEGOTIATE, request, Header.SIGNED))
        .isEqualTo(NtStatus.INVALID_PARAMETER.value());
  }

  @Test
  void frame_encryptedForAnotherSession_endsTheConnection() throws Exception {
    Talk talk = known(Dialect.SMB_3_0, false);
    Talk.Request echo = request(Command.ECHO, new EmptyBody(), 0);
    assertThatThrownBy(() -> talk.sealed(echo, 0)).isInstanceOf(ProtocolViolation.class);
    Talk.Request related = request(Command.ECHO, new EmptyBody(), Header.RELATED);
    assertThatThrownBy(() -> talk.sealed(related, talk.sessionId()))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("encrypted for another session");
  }

  @Test
  void logoff_duringALogin_endsIt() throws Exception {
    Talk talk = new Talk(service).beginLogin(Dialect.SMB_3_0.revision());
    int gone = NtStatus.USER_SESSION_DELETED.value();
    assertThat(status(talk, Command.TREE_CONNECT, SHARE, 0)).isEqualTo(gone);
    assertThat(status(talk, Command.LOGOFF, new EmptyBody(), 0)).isZero();
    assertThat(status(talk, Command.LOGOFF, new EmptyBody(), 0)).isEqualTo(gone);
  }
}
