package org.peerdist.jetty.service;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.security.AuthenticationState;
import org.eclipse.jetty.security.ServerAuthException;
import org.eclipse.jetty.security.authentication.SPNEGOAuthenticator;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a ticket whoever has none that is valid. Jetty's own fails with an error where it gets
 * anything that is no ticket, such as NTLM.
 */
final class CarefulSpnego extends SPNEGOAuthenticator {
  private static final Logger LOG = LoggerFactory.getLogger(CarefulSpnego.class);

  @Override
  public AuthenticationState validateRequest(Request request, Response response, Callback callback)
      throws ServerAuthException {
    try {
      return super.validateRequest(request, response, callback);
    } catch (RuntimeException e) {
      LOG.debug("{}: no valid ticket: {}", Request.getRemoteAddr(request), e.toString());
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, HttpHeader.NEGOTIATE.asString());
      Response.writeError(request, response, callback, HttpStatus.UNAUTHORIZED_401);
      return AuthenticationState.CHALLENGE;
    }
  }
}
