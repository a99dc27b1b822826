package org.peerdist.jetty;

import org.eclipse.jetty.server.Request;
import org.peerdist.content.ContentVersion;
import org.peerdist.origin.CodingRequest;

/** A request that a {@link PeerDistHandler} has seen, so that another one leaves it alone. */
final class PeerDistRequest extends Request.Wrapper {
  private final CodingRequest coding;

  PeerDistRequest(Request request, ContentVersion highest) {
    super(request);
    this.coding = CodingRequest.of(request.getHeaders()::getValuesList, highest);
  }

  /** What it says about the coding. */
  CodingRequest coding() {
    return coding;
  }

  /** What it asks for: the server's name and port, the path and the query. */
  String resource() {
    String query = getHttpURI().getQuery();
    return Request.getServerName(this)
        + ":"
        + Request.getServerPort(this)
        + getHttpURI().getCanonicalPath()
        + (query == null ? "" : "?" + query);
  }
}
