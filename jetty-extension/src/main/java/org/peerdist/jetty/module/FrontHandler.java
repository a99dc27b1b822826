package org.peerdist.jetty.module;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/**
 * Has a service answer before everything else that a server has: on all connectors, or on one that
 * is for the service alone, where nothing else answers.
 */
final class FrontHandler extends Handler.Wrapper {
  private final Handler service;
  private final Connector own;

  /**
   * Creates it.
   *
   * @param own the connector of the service, or null for all
   */
  FrontHandler(Handler service, Connector own) {
    this.service = service;
    this.own = own;
    addBean(service);
  }

  /** The service needs to know its server, too. */
  @Override
  public void setServer(Server server) {
    super.setServer(server);
    service.setServer(server);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (own == null) {
      return service.handle(request, response, callback)
          || super.handle(request, response, callback);
    }
    if (request.getConnectionMetaData().getConnector() != own) {
      return super.handle(request, response, callback);
    }
    if (!service.handle(request, response, callback)) {
      Response.writeError(request, response, callback, 404);
    }
    return true;
  }
}
