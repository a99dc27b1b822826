package org.peerdist.smb.client.internal;

import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.SmbConfig;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.auth.GSSAuthenticationContext;
import com.hierynomus.smbj.common.SMBRuntimeException;
import com.hierynomus.smbj.connection.Connection;
import com.hierynomus.smbj.session.Session;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.peerdist.smb.client.SmbLogin;
import org.peerdist.smb.client.SmbOptions;

/** Logs in at servers. */
final class Logins {
  private static final String TICKETS = "com.sun.security.auth.module.Krb5LoginModule";

  private Logins() {}

  static SmbConfig config(SmbOptions options, SocketWatch sockets, AnswerWatch answers) {
    return SmbConfig.builder()
        .withTimeout(options.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .withSigningRequired(options.signing())
        .withEncryptData(options.encryption())
        .withNegotiatedBufferSize()
        .withDfsEnabled(false)
        .withSocketFactory(sockets)
        .withTransportLayerFactory(answers)
        .build();
  }

  static Session authenticate(Connection connection, SmbLogin login) throws IOException {
    return switch (login.kind()) {
      case GUEST -> connection.authenticate(AuthenticationContext.guest());
      case PASSWORD ->
          connection.authenticate(
              new AuthenticationContext(login.user(), login.password(), login.domain()));
      case KERBEROS -> withTicket(connection);
    };
  }

  private static Session withTicket(Connection connection) throws IOException {
    AuthenticationContext ticket = ticket();
    try {
      return connection.authenticate(ticket);
    } catch (SMBRuntimeException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      if (cause instanceof SMBApiException || cause instanceof IOException) {
        throw e;
      }
      throw new IOException(
          "Kerberos gives no ticket for cifs/"
              + connection.getRemoteHostname()
              + ", so look whether this is the name of the server in the domain: "
              + cause.getMessage(),
          e);
    }
  }

  private static AuthenticationContext ticket() throws IOException {
    try {
      LoginContext context = new LoginContext("peerdist", null, null, new TicketCache());
      context.login();
      Subject subject = context.getSubject();
      KerberosPrincipal user =
          subject.getPrincipals(KerberosPrincipal.class).stream()
              .findFirst()
              .orElseThrow(() -> new IOException("there is no Kerberos ticket: run kinit first"));
      String name = user.getName().substring(0, user.getName().lastIndexOf('@'));
      return new GSSAuthenticationContext(name, user.getRealm(), subject, null);
    } catch (LoginException e) {
      throw new IOException("there is no Kerberos ticket: run kinit first", e);
    }
  }

  /** Says that the login is the ticket that is there. */
  private static final class TicketCache extends Configuration {
    @Override
    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
      return new AppConfigurationEntry[] {
        new AppConfigurationEntry(
            TICKETS,
            LoginModuleControlFlag.REQUIRED,
            Map.of("useTicketCache", "true", "doNotPrompt", "true"))
      };
    }
  }
}
