package org.peerdist.smb.server.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.peerdist.smb.login.Login;
import org.peerdist.smb.protocol.CipherAlgorithm;
import org.peerdist.smb.protocol.Dialect;
import org.peerdist.smb.protocol.NegotiateContext;
import org.peerdist.smb.protocol.NegotiateRequest;
import org.peerdist.smb.protocol.NegotiateResponse;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.SigningAlgorithm;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.server.ShareServerOptions;
import org.peerdist.wire.WireFormatException;

/** NEGOTIATE, [MS-SMB2] 3.3.5.4. */
final class NegotiateHandler implements Handler {
  /** The capability of requests with several credits. */
  static final int LARGE_TRANSFERS = 0x4;

  private static final int ENCRYPTION = 0x40;
  private static final int SIGNING_ENABLED = 1;

  /** The security mode of those who sign everything. */
  static final int SIGNING_REQUIRED = 2;

  private static final int SALT_LENGTH = 32;

  /** The fastest here first. */
  private static final List<CipherAlgorithm> CIPHERS =
      List.of(
          CipherAlgorithm.AES_128_GCM,
          CipherAlgorithm.AES_256_GCM,
          CipherAlgorithm.AES_128_CCM,
          CipherAlgorithm.AES_256_CCM);

  private static final List<SigningAlgorithm> SIGNATURES =
      List.of(SigningAlgorithm.AES_GMAC, SigningAlgorithm.AES_CMAC, SigningAlgorithm.HMAC_SHA256);

  static int securityMode(ShareServerOptions options) {
    return SIGNING_ENABLED | (options.signing() ? SIGNING_REQUIRED : 0);
  }

  @Override
  public Reply handle(Exchange exchange)
      throws WireFormatException, StatusException, ProtocolViolation {
    Client client = exchange.client();
    if (client.negotiated() != null) {
      throw new ProtocolViolation("a second negotiation");
    }
    NegotiateRequest request = NegotiateRequest.read(exchange.message());
    Dialect dialect = dialect(request);
    List<NegotiateContext> contexts = new ArrayList<>();
    Negotiated negotiated =
        dialect == Dialect.SMB_3_1_1
            ? byContexts(client, request, contexts)
            : byCapabilities(client, request, dialect);
    client.setNegotiated(negotiated);
    if (dialect == Dialect.SMB_3_1_1) {
      client.setPreauth(client.preauth().with(exchange.message()));
      exchange.whenSent(message -> client.setPreauth(client.preauth().with(message)));
    }
    Service service = client.service();
    return Answer.of(
        new NegotiateResponse(
            negotiated.securityMode(),
            dialect.revision(),
            service.guid(),
            negotiated.capabilities(),
            Limits.TRANSFER,
            service.windowsTime(),
            Login.offer(),
            contexts));
  }

  private static Dialect dialect(NegotiateRequest request) throws StatusException {
    if (request.dialects().isEmpty()) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    return request.dialects().stream()
        .flatMap(number -> Dialect.of(number).stream())
        .max(Dialect::compareTo)
        .orElseThrow(() -> new StatusException(NtStatus.NOT_SUPPORTED));
  }

  private static Negotiated byCapabilities(
      Client client, NegotiateRequest request, Dialect dialect) {
    boolean encrypts = dialect.isSmb3() && (request.capabilities() & ENCRYPTION) != 0;
    return new Negotiated(
        dialect,
        dialect.isSmb3() ? SigningAlgorithm.AES_CMAC : SigningAlgorithm.HMAC_SHA256,
        encrypts ? Optional.of(CipherAlgorithm.AES_128_CCM) : Optional.empty(),
        securityMode(client.service().options()),
        LARGE_TRANSFERS | (encrypts ? ENCRYPTION : 0),
        request);
  }

  private static Negotiated byContexts(
      Client client, NegotiateRequest request, List<NegotiateContext> answers)
      throws StatusException, WireFormatException {
    List<Integer> hashes = choices(request, NegotiateContext.PREAUTH_INTEGRITY);
    if (hashes == null) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    if (!hashes.contains(NegotiateContext.SHA_512)) {
      throw new StatusException(NtStatus.NO_PREAUTH_INTEGRITY_HASH_OVERLAP);
    }
    answers.add(NegotiateContext.preauth(client.service().bytes(SALT_LENGTH)));
    Optional<CipherAlgorithm> cipher = cipher(request, answers);
    return new Negotiated(
        Dialect.SMB_3_1_1,
        signing(request, answers),
        cipher,
        securityMode(client.service().options()),
        LARGE_TRANSFERS,
        request);
  }

  private static Optional<CipherAlgorithm> cipher(
      NegotiateRequest request, List<NegotiateContext> answers)
      throws StatusException, WireFormatException {
    List<Integer> offered = choices(request, NegotiateContext.ENCRYPTION);
    if (offered == null) {
      return Optional.empty();
    }
    Optional<CipherAlgorithm> cipher =
        CIPHERS.stream().filter(one -> offered.contains(one.number())).findFirst();
    // SPEC [MS-SMB2] 3.3.5.4: where nothing is common, zero says so.
    int number = cipher.map(CipherAlgorithm::number).orElse(0);
    answers.add(NegotiateContext.choice(NegotiateContext.ENCRYPTION, number));
    return cipher;
  }

  private static SigningAlgorithm signing(NegotiateRequest request, List<NegotiateContext> answers)
      throws StatusException, WireFormatException {
    List<Integer> offered = choices(request, NegotiateContext.SIGNING);
    if (offered == null) {
      return SigningAlgorithm.AES_CMAC;
    }
    Optional<SigningAlgorithm> signing =
        SIGNATURES.stream().filter(one -> offered.contains(one.number())).findFirst();
    signing.ifPresent(
        one -> answers.add(NegotiateContext.choice(NegotiateContext.SIGNING, one.number())));
    return signing.orElse(SigningAlgorithm.AES_CMAC);
  }

  /** What a client offers, or null if it does not say. */
  private static List<Integer> choices(NegotiateRequest request, int type)
      throws StatusException, WireFormatException {
    List<Integer> choices = null;
    for (NegotiateContext context : request.contexts()) {
      if (context.type() == type) {
        if (choices != null) {
          throw new StatusException(NtStatus.INVALID_PARAMETER);
        }
        choices = context.choices();
        if (choices.isEmpty()) {
          throw new StatusException(NtStatus.INVALID_PARAMETER);
        }
      }
    }
    return choices;
  }
}
