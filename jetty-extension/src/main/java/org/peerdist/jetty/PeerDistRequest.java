package org.peerdist.jetty;

import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.peerdist.content.ContentVersion;

/** A request that a {@link PeerDistHandler} has seen, so that another one leaves it alone. */
final class PeerDistRequest extends Request.Wrapper {
  private final CodingRequest coding;

  PeerDistRequest(Request request, ContentVersion highest) {
    super(request);
    this.coding =
        CodingRequest.parse(
            fields(request, HttpHeader.ACCEPT_ENCODING.asString()),
            fields(request, PeerDistParameters.NAME),
            fields(request, PeerDistExParameters.NAME),
            highest);
  }

  private static List<String> fields(Request request, String name) {
    return request.getHeaders().getValuesList(name);
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
