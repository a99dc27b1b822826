package org.peerdist.smb.login;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** The server's side of one login with NTLM, [MS-NLMP] 3.2.5. For use by one thread. */
final class NtlmLogin {
  /** What the server decides; the rest is what the client asks for. */
  private static final int SERVER_FLAGS =
      NtlmFlags.UNICODE
          | NtlmFlags.REQUEST_TARGET
          | NtlmFlags.NTLM
          | NtlmFlags.ALWAYS_SIGN
          | NtlmFlags.TARGET_IS_SERVER
          | NtlmFlags.EXTENDED_SESSION_SECURITY
          | NtlmFlags.TARGET_INFO
          | NtlmFlags.VERSION;

  private static final int CLIENT_FLAGS =
      NtlmFlags.SIGN
          | NtlmFlags.SEAL
          | NtlmFlags.KEY_128
          | NtlmFlags.KEY_56
          | NtlmFlags.KEY_EXCHANGE;

  private static final Bytes NO_KEY = Bytes.copyOf(new byte[NtHash.LENGTH]);

  private final LoginPolicy policy;
  private Bytes negotiate = Bytes.EMPTY;
  private Bytes challenge = Bytes.EMPTY;
  private Bytes challengeToken = Bytes.EMPTY;
  private int flags;

  NtlmLogin(LoginPolicy policy) {
    this.policy = policy;
  }

  /** What was negotiated, for signatures. */
  int flags() {
    return flags;
  }

  LoginStep accept(Bytes token) throws WireFormatException {
    if (negotiate.length() == 0) {
      NegotiateToken first = NegotiateToken.read(token.asByteBuffer());
      negotiate = token;
      return challenge(first);
    }
    return authenticate(token);
  }

  private LoginStep challenge(NegotiateToken first) {
    flags = SERVER_FLAGS | (first.flags() & CLIENT_FLAGS);
    challenge = policy.challenges().get();
    TargetInfo info = TargetInfo.of(policy.computer(), policy.clock().getAsLong());
    challengeToken = new ChallengeToken(policy.computer(), flags, challenge, info).toBytes();
    return new LoginStep.Continue(challengeToken);
  }

  private LoginStep authenticate(Bytes token) throws WireFormatException {
    AuthenticateToken last = AuthenticateToken.read(token.asByteBuffer());
    // The client has the last word about what it asked for.
    flags &= ~CLIENT_FLAGS | last.flags();
    String user = last.user();
    Optional<NtHash> hash = user.isEmpty() ? Optional.empty() : policy.hashes().apply(user);
    if (hash.isEmpty()) {
      return policy.guests()
          ? new LoginStep.Success(Bytes.EMPTY, user, true, NO_KEY)
          : new LoginStep.Failure(user, user.isEmpty() ? "anonymous" : "unknown user");
    }
    if (last.ntResponse().length() <= NtlmV2.PROOF_LENGTH + Long.BYTES) {
      return new LoginStep.Failure(user, "NTLM version 1");
    }
    return check(last, hash.get(), token);
  }

  private LoginStep check(AuthenticateToken last, NtHash hash, Bytes token)
      throws WireFormatException {
    byte[] key = NtlmV2.responseKey(hash, last.user(), last.domain());
    ByteBuffer response = last.ntResponse().asByteBuffer();
    byte[] found = new byte[NtlmV2.PROOF_LENGTH];
    response.get(found);
    byte[] proof = NtlmV2.proof(key, challenge, response);
    if (!MessageDigest.isEqual(proof, found)) {
      return new LoginStep.Failure(last.user(), "wrong password");
    }
    byte[] sessionKey = NtlmV2.baseKey(key, proof);
    if ((flags & NtlmFlags.KEY_EXCHANGE) != 0) {
      if (last.sessionKey().length() != NtHash.LENGTH) {
        return new LoginStep.Failure(last.user(), "no session key");
      }
      sessionKey = NtlmV2.rc4(sessionKey, last.sessionKey().toByteArray());
    }
    if (NtlmV2.info(response).saysThatThereIsACode() && !isWhole(sessionKey, token)) {
      return new LoginStep.Failure(last.user(), "the tokens were changed on their way");
    }
    return new LoginStep.Success(Bytes.EMPTY, last.user(), false, Bytes.copyOf(sessionKey));
  }

  /** Whether the code over the three tokens is right ("MIC"). */
  private boolean isWhole(byte[] sessionKey, Bytes token) {
    byte[] last = token.toByteArray();
    int end = AuthenticateToken.CODE_OFFSET + AuthenticateToken.CODE_LENGTH;
    if (last.length < end) {
      return false;
    }
    byte[] found = Arrays.copyOfRange(last, AuthenticateToken.CODE_OFFSET, end);
    Arrays.fill(last, AuthenticateToken.CODE_OFFSET, end, (byte) 0);
    byte[] wanted =
        NtlmV2.hmac(
            sessionKey,
            negotiate.asByteBuffer(),
            challengeToken.asByteBuffer(),
            ByteBuffer.wrap(last));
    return MessageDigest.isEqual(wanted, found);
  }
}
