package org.peerdist.jetty.internal;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Answers that have a status and no body. */
public final class EmptyAnswer {
  private EmptyAnswer() {}

  /**
   * Answers.
   *
   * @param status the status
   * @param response the response, not committed
   * @param callback the end of the request
   */
  public static void send(int status, Response response, Callback callback) {
    response.setStatus(status);
    response.write(true, BufferUtil.EMPTY_BUFFER, callback);
  }

  /**
   * Answers a request with another method than POST, which messages of peers come by.
   *
   * @param response the response, not committed
   * @param callback the end of the request
   */
  public static void onlyPost(Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.ALLOW, HttpMethod.POST.asString());
    send(HttpStatus.METHOD_NOT_ALLOWED_405, response, callback);
  }
}
