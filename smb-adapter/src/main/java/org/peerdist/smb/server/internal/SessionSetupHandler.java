package org.peerdist.smb.server.internal;

import java.util.Locale;
import java.util.Optional;
import org.peerdist.smb.login.Login;
import org.peerdist.smb.login.LoginStep;
import org.peerdist.smb.protocol.CipherAlgorithm;
import org.peerdist.smb.protocol.Dialect;
import org.peerdist.smb.protocol.FrameCipher;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.SessionKeys;
import org.peerdist.smb.protocol.SessionSetupRequest;
import org.peerdist.smb.protocol.SessionSetupResponse;
import org.peerdist.smb.protocol.Signer;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SESSION_SETUP, [MS-SMB2] 3.3.5.5. */
final class SessionSetupHandler implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(SessionSetupHandler.class);

  @Override
  public Reply handle(Exchange exchange) throws WireFormatException, StatusException {
    Client client = exchange.client();
    SessionSetupRequest request = SessionSetupRequest.read(exchange.message());
    if ((request.flags() & SessionSetupRequest.BINDING) != 0) {
      // SPEC [MS-SMB2] 3.3.5.5: a session has one connection here.
      throw new StatusException(NtStatus.REQUEST_NOT_ACCEPTED);
    }
    Service service = client.service();
    if (service.options().encryption() && client.negotiated().cipher().isEmpty()) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
    Session session = session(exchange);
    if (session.login() == null) {
      session.setLogin(new Login(service.login()));
    }
    boolean preauth = client.negotiated().dialect() == Dialect.SMB_3_1_1 && !session.isValid();
    if (preauth) {
      session.setPreauth(session.preauth().with(exchange.message()));
    }
    LoginStep step = step(session, request.token());
    if (step instanceof LoginStep.Continue next) {
      if (preauth) {
        exchange.whenSent(message -> session.setPreauth(session.preauth().with(message)));
      }
      return Answer.of(
          NtStatus.MORE_PROCESSING_REQUIRED, new SessionSetupResponse(0, next.token()));
    }
    session.setLogin(null);
    return step instanceof LoginStep.Success success
        ? succeed(exchange, request, success)
        : fail(exchange, (LoginStep.Failure) step);
  }

  private static Session session(Exchange exchange) throws StatusException {
    Client client = exchange.client();
    if (exchange.header().sessionId() == 0) {
      Session session = client.beginSession();
      session.setPreauth(client.preauth());
      exchange.setSession(session);
      return session;
    }
    if (exchange.session() == null) {
      throw new StatusException(NtStatus.USER_SESSION_DELETED);
    }
    return exchange.session();
  }

  private static LoginStep step(Session session, Bytes token) {
    try {
      return session.login().accept(token);
    } catch (WireFormatException e) {
      return new LoginStep.Failure("", e.getMessage());
    }
  }

  private static Reply fail(Exchange exchange, LoginStep.Failure failure) throws StatusException {
    Client client = exchange.client();
    client.endSession(exchange.session());
    Output output = client.output();
    LOG.warn(
        "login of \"{}\" from {} failed: {}",
        printable(failure.user()),
        output.address().getHostAddress(),
        failure.reason());
    long now = client.service().clock().millis();
    output.delay(client.service().delays().failed(output.address(), now));
    throw new StatusException(NtStatus.LOGON_FAILURE);
  }

  /** A name as it may be in a log: without what would look like a line of its own. */
  private static String printable(String user) {
    String shown = user.length() > 64 ? user.substring(0, 64) : user;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  private static Reply succeed(
      Exchange exchange, SessionSetupRequest request, LoginStep.Success success)
      throws StatusException {
    Client client = exchange.client();
    Service service = client.service();
    Session session = exchange.session();
    String user = success.user().toLowerCase(Locale.ROOT);
    if (session.isValid()) {
      if (!session.state().user().equals(user)) {
        client.endSession(session);
        throw new StatusException(NtStatus.ACCESS_DENIED);
      }
    } else {
      session.begin(state(client, session, request, user, success));
      if (request.previousSession() != 0) {
        service.sessions().endPrevious(request.previousSession(), session);
      }
      LOG.debug("{} logged in from {}", user, client.output().address());
    }
    if (!success.guest()) {
      service.delays().succeeded(client.output().address());
      exchange.sign();
    }
    int flags =
        (success.guest() ? SessionSetupResponse.GUEST : 0)
            | (session.state().encrypt() ? SessionSetupResponse.ENCRYPT : 0);
    return Answer.of(new SessionSetupResponse(flags, success.token()));
  }

  /** SPEC [MS-SMB2] 3.3.5.5.3: either side may ask for signatures, and the client at two times. */
  private static boolean signs(Client client, SessionSetupRequest request) {
    int modes = request.securityMode() | client.negotiated().request().securityMode();
    return client.service().options().signing() || (modes & NegotiateHandler.SIGNING_REQUIRED) != 0;
  }

  private static Session.SessionState state(
      Client client,
      Session session,
      SessionSetupRequest request,
      String user,
      LoginStep.Success success) {
    if (success.guest()) {
      // Whatever the client asks for: a guest has no key to sign with.
      return new Session.SessionState(user, true, false, false, null, null, null);
    }
    Negotiated negotiated = client.negotiated();
    Optional<CipherAlgorithm> cipher = negotiated.cipher();
    SessionKeys keys =
        SessionKeys.derive(
            negotiated.dialect(),
            session.preauth(),
            cipher.orElse(CipherAlgorithm.AES_128_CCM),
            success.sessionKey());
    return new Session.SessionState(
        user,
        false,
        signs(client, request),
        client.service().options().encryption(),
        Signer.of(negotiated.signing(), keys.signing()),
        cipher.map(one -> new FrameCipher(one, keys.toServer())).orElse(null),
        cipher.map(one -> new FrameCipher(one, keys.toClient())).orElse(null));
  }
}
