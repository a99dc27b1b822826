package org.peerdist.jetty.service;

import java.security.Principal;
import java.util.Set;
import java.util.function.Function;
import javax.security.auth.Subject;
import org.eclipse.jetty.security.DefaultIdentityService;
import org.eclipse.jetty.security.IdentityService;
import org.eclipse.jetty.security.LoginService;
import org.eclipse.jetty.security.UserIdentity;
import org.eclipse.jetty.security.UserPrincipal;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Session;

/**
 * Everybody whom somebody else has found to be who they are: for behind SPNEGO, which asks once a
 * ticket is valid. Jetty has one from 12.1 on only.
 */
final class DomainUsers implements LoginService {
  private final String realm;
  private IdentityService identities = new DefaultIdentityService();

  DomainUsers(String realm) {
    this.realm = realm;
  }

  @Override
  public String getName() {
    return realm;
  }

  @Override
  public UserIdentity login(
      String user, Object credentials, Request request, Function<Boolean, Session> sessions) {
    Principal principal = new UserPrincipal(user, null);
    Subject subject = new Subject(true, Set.of(principal), Set.of(), Set.of());
    return identities.newUserIdentity(subject, principal, new String[0]);
  }

  @Override
  public boolean validate(UserIdentity user) {
    return true;
  }

  @Override
  public IdentityService getIdentityService() {
    return identities;
  }

  @Override
  public void setIdentityService(IdentityService service) {
    identities = service;
  }

  @Override
  public void logout(UserIdentity user) {
    // Nothing is remembered.
  }
}
