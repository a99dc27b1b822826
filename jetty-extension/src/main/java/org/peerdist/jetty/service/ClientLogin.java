package org.peerdist.jetty.service;

import java.nio.file.Path;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.LoginService;
import org.eclipse.jetty.security.SPNEGOLoginService;
import org.eclipse.jetty.security.SecurityHandler;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.security.authentication.LoginAuthenticator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** Who may use an HTTP service. */
public interface ClientLogin {
  /** What people are shown when they are asked for a password. */
  String REALM = "hosted cache";

  /** Everybody. */
  ClientLogin NONE = handler -> handler;

  /**
   * Puts a guard before a handler.
   *
   * @param handler what is to be guarded
   * @return what answers with status 401 to everybody else
   */
  Handler guard(Handler handler);

  /**
   * Those in a file, by HTTP Basic authentication.
   *
   * @param users a file with lines {@code name: password}, where the password may be a hash in
   *     Jetty's forms {@code CRYPT:} and {@code MD5:}
   * @return the guard
   */
  static ClientLogin basic(Path users) {
    return handler -> {
      HashLoginService service = new HashLoginService(REALM);
      SecurityHandler guard = guard(handler, service, new BasicAuthenticator());
      service.setConfig(ResourceFactory.of(guard).newResource(users));
      return guard;
    };
  }

  /**
   * Those whom the domain knows, by SPNEGO with Kerberos.
   *
   * @param keytab the file with the keys of the service principal
   * @param service the first part of the principal, such as {@code HTTP}
   * @param host its second part, the name by which clients know this machine
   * @return the guard
   */
  static ClientLogin kerberos(Path keytab, String service, String host) {
    return handler -> {
      SPNEGOLoginService login = new SPNEGOLoginService(REALM, new DomainUsers(REALM));
      login.setKeyTabPath(keytab);
      login.setServiceName(service);
      login.setHostName(host);
      return guard(handler, login, new CarefulSpnego());
    };
  }

  private static SecurityHandler guard(
      Handler handler, LoginService service, LoginAuthenticator authenticator) {
    SecurityHandler.PathMapped guard = new SecurityHandler.PathMapped();
    guard.put("/*", Constraint.ANY_USER);
    guard.setLoginService(service);
    guard.setAuthenticator(authenticator);
    guard.setHandler(handler);
    return guard;
  }
}
