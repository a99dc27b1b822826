package org.peerdist.smb.login;

import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/**
 * One login from the first token of a client to the last, with or without SPNEGO. For use by one
 * thread.
 */
public final class Login {
  private final NtlmLogin ntlm;
  private SpnegoInit init;
  private boolean started;
  private boolean bare;

  /** Begins a login. */
  public Login(LoginPolicy policy) {
    ntlm = new NtlmLogin(policy);
  }

  /** What a server says before the first token of a client. */
  public static Bytes offer() {
    return SpnegoInit.ofServer();
  }

  /**
   * Takes a token of the client.
   *
   * @throws WireFormatException if it has not the form of a token
   */
  public LoginStep accept(Bytes token) throws WireFormatException {
    if (!started) {
      started = true;
      bare = NegotiateToken.isNtlm(token.asByteBuffer());
      return bare ? ntlm.accept(token) : begin(SpnegoInit.read(token));
    }
    return bare ? ntlm.accept(token) : proceed(SpnegoResponse.read(token));
  }

  private LoginStep begin(SpnegoInit first) throws WireFormatException {
    init = first;
    int place = first.mechanisms().indexOf(SpnegoInit.NTLM);
    if (place < 0) {
      return new LoginStep.Failure("", "no NTLM");
    }
    if (place > 0 || first.token().length() == 0) {
      // Another way was liked better: the client has to begin with NTLM, and to protect its list.
      int state = place > 0 ? SpnegoResponse.REQUEST_CODE : SpnegoResponse.INCOMPLETE;
      return new LoginStep.Continue(response(state, Bytes.EMPTY, Bytes.EMPTY));
    }
    return inSpnego(ntlm.accept(first.token()), Bytes.EMPTY);
  }

  private LoginStep proceed(SpnegoResponse next) throws WireFormatException {
    return inSpnego(ntlm.accept(next.token()), next.code());
  }

  private LoginStep inSpnego(LoginStep step, Bytes code) {
    if (step instanceof LoginStep.Continue next) {
      return new LoginStep.Continue(response(SpnegoResponse.INCOMPLETE, next.token(), Bytes.EMPTY));
    }
    return step instanceof LoginStep.Success success ? finish(success, code) : step;
  }

  private LoginStep finish(LoginStep.Success success, Bytes code) {
    Bytes key = success.sessionKey();
    Bytes answer = Bytes.EMPTY;
    if (!success.guest() && code.length() > 0) {
      if (!NtlmSeal.ofClient(key, ntlm.flags(), init.protectedList()).equals(code)) {
        return new LoginStep.Failure(success.user(), "the list of mechanisms was changed");
      }
      answer = NtlmSeal.ofServer(key, ntlm.flags(), init.protectedList());
    } else if (!success.guest() && !init.mechanisms().get(0).equals(SpnegoInit.NTLM)) {
      return new LoginStep.Failure(success.user(), "the list of mechanisms is not protected");
    }
    Bytes token =
        new SpnegoResponse(SpnegoResponse.COMPLETED, Bytes.EMPTY, Bytes.EMPTY, answer).toBytes();
    return new LoginStep.Success(token, success.user(), success.guest(), key);
  }

  private static Bytes response(int state, Bytes token, Bytes code) {
    return new SpnegoResponse(state, SpnegoInit.NTLM, token, code).toBytes();
  }
}
