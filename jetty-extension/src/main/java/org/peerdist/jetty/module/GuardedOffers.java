package org.peerdist.jetty.module;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.peerdist.hostedcache.HostedCacheVersion;
import org.peerdist.jetty.HostedCacheHandler;

/**
 * Lets those who have logged in offer by protocol 1.0, which is HTTPS; everything else on the same
 * connectors is not its business. SPEC [MS-PCHC] 2.1: only that version has logins.
 */
final class GuardedOffers extends Handler.Wrapper {
  GuardedOffers(Handler guarded) {
    super(guarded);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    boolean mine =
        HostedCacheHandler.version(request).filter(HostedCacheVersion.V1::equals).isPresent();
    return mine && super.handle(request, response, callback);
  }
}
