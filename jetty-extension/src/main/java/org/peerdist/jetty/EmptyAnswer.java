package org.peerdist.jetty;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Answers that have a status and no body. */
final class EmptyAnswer {
  private EmptyAnswer() {}

  static void send(int status, Response response, Callback callback) {
    response.setStatus(status);
    response.write(true, BufferUtil.EMPTY_BUFFER, callback);
  }

  /** Answers a request with another method than POST, which messages of peers come by. */
  static void onlyPost(Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.ALLOW, HttpMethod.POST.asString());
    send(HttpStatus.METHOD_NOT_ALLOWED_405, response, callback);
  }
}
