package org.peerdist.smb.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.peerdist.smb.protocol.Raw;
import org.peerdist.smb.protocol.RecordedFrames;
import org.peerdist.smb.protocol.SessionSetupRequest;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** Logins, with the tokens of real clients and with bad ones. */
class LoginTest {
  private static final Bytes KERBEROS = Bytes.ofHex("2a864886f712010202");

  private static Login login(boolean guests) {
    return new Login(
        new LoginPolicy(
            "SERVER",
            user -> user.equals("alice") ? Optional.of(NtHash.ofPassword("x")) : Optional.empty(),
            guests,
            () -> Bytes.ofHex("0123456789abcdef"),
            () -> 1));
  }

  /** Both tokens of a login of smbclient. */
  private static List<Bytes> recorded() {
    return RecordedFrames.ofSmbclient().stream()
        .filter(frame -> frame[12] == 1)
        .map(LoginTest::token)
        .toList();
  }

  private static Bytes token(byte[] frame) {
    try {
      return SessionSetupRequest.read(ByteBuffer.wrap(frame)).token();
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static Bytes first() {
    return recorded().stream().filter(token -> token.toHex().startsWith("60")).findFirst().get();
  }

  private static Bytes second() {
    return recorded().stream().filter(token -> token.toHex().startsWith("a1")).findFirst().get();
  }

  @Test
  void accept_firstToken_challenges() throws WireFormatException {
    LoginStep step = login(false).accept(first());
    assertThat(step).isInstanceOf(LoginStep.Continue.class);
    SpnegoResponse response = SpnegoResponse.read(((LoginStep.Continue) step).token());
    assertThat(response.state()).isEqualTo(SpnegoResponse.INCOMPLETE);
    assertThat(response.token().toHex()).startsWith("4e544c4d53535000" + "02000000");
  }

  @Test
  void accept_answerToAnotherChallenge_fails() throws WireFormatException {
    Login login = login(false);
    login.accept(first());
    assertThat(login.accept(second())).isEqualTo(new LoginStep.Failure("alice", "wrong password"));
  }

  @Test
  void accept_bareTokens_needNoSpnego() throws WireFormatException {
    Bytes bare = SpnegoInit.read(first()).token();
    LoginStep step = login(false).accept(bare);
    assertThat(((LoginStep.Continue) step).token().toHex()).startsWith("4e544c4d53535000");
  }

  @Test
  void accept_kerberosFirst_isToldToGoOnWithNtlm() throws WireFormatException {
    Bytes list =
        Der.write(Der.SEQUENCE, Der.write(Der.OID, KERBEROS), Der.write(Der.OID, SpnegoInit.NTLM));
    Bytes init =
        Der.write(
            Der.SEQUENCE,
            Der.write(Der.field(0), list),
            Der.write(Der.field(2), Der.write(Der.OCTETS, Bytes.ofHex("00"))));
    Bytes token =
        Der.write(
            SpnegoInit.FRAME, Der.write(Der.OID, SpnegoInit.SPNEGO), Der.write(Der.field(0), init));
    LoginStep step = login(false).accept(token);
    SpnegoResponse response = SpnegoResponse.read(((LoginStep.Continue) step).token());
    assertThat(response.state()).isEqualTo(SpnegoResponse.REQUEST_CODE);
  }

  @Test
  void accept_everyTruncation_isRejected() {
    for (Bytes token : recorded()) {
      for (int length = 0; length < token.length(); length++) {
        Bytes part = token.first(length);
        assertThatThrownBy(() -> login(false).accept(part)).isInstanceOf(WireFormatException.class);
      }
    }
  }

  @Test
  void accept_anonymous_needsGuests() throws WireFormatException {
    for (boolean guests : new boolean[] {false, true}) {
      Login login = login(guests);
      login.accept(
          Bytes.copyOf(Raw.writer(16).u64(NtlmTokens.SIGNATURE).u32(1).u32(0).toByteBuffer()));
      Bytes nobody =
          Bytes.copyOf(
              Raw.writer(72)
                  .u64(NtlmTokens.SIGNATURE)
                  .u32(3)
                  .bytes(ByteBuffer.allocate(48))
                  .u32(1)
                  .toByteBuffer());
      LoginStep step = login.accept(nobody);
      assertThat(step instanceof LoginStep.Success).isEqualTo(guests);
    }
  }
}
