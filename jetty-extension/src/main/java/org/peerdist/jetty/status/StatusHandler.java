package org.peerdist.jetty.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.peerdist.jetty.internal.EmptyAnswer;

/**
 * Shows a board at {@code /peerdist/}: a page, {@code status.json} and, for Prometheus, {@code
 * metrics}. Nothing can be changed there. Other paths are left to other handlers, and so are all
 * paths for those who may not look: for them, nothing is there.
 */
public final class StatusHandler extends Handler.Abstract.NonBlocking {
  /** Where it is. */
  public static final String PATH = "/peerdist/";

  private static final Set<String> OWN_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  /** Nothing of the page comes from elsewhere, or shows up in a frame. */
  private static final HttpField POLICY =
      new HttpField(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
              + " img-src 'self'; frame-ancestors 'none'");

  private static final HttpField NO_SNIFF = new HttpField("X-Content-Type-Options", "nosniff");

  /** Who may look. */
  public enum Viewers {
    /**
     * Programs and browsers on this machine. Requests that came by a proxy, or call this machine by
     * another name, are not taken for such.
     */
    LOCAL,
    /** Everybody who reaches the server; but what names paths and machines is for the former. */
    ALL
  }

  private record Content(String type, ByteBuffer body) {}

  private final StatusBoard board;
  private final Viewers viewers;
  private final StatusHistory history;
  private final Map<String, Content> files =
      Map.of(
          "", file("status.html", "text/html;charset=utf-8"),
          "status.css", file("status.css", "text/css;charset=utf-8"),
          "status.svg", file("status.svg", "image/svg+xml"),
          "status.js", file("status.js", "text/javascript;charset=utf-8"));
  private volatile Scheduler.Task sampling;

  /**
   * Shows a board.
   *
   * @param board what to show, complete
   * @param viewers to whom
   */
  public StatusHandler(StatusBoard board, Viewers viewers) {
    this.board = board;
    this.viewers = viewers;
    this.history = new StatusHistory(board.charts());
  }

  private static Content file(String name, String type) {
    try (InputStream in = StatusHandler.class.getResourceAsStream(name)) {
      return new Content(type, ByteBuffer.wrap(in.readAllBytes()).asReadOnlyBuffer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    sample();
  }

  private void sample() {
    history.sample();
    sampling =
        getServer().getScheduler().schedule(this::sample, StatusHistory.SECONDS, TimeUnit.SECONDS);
  }

  @Override
  protected void doStop() throws Exception {
    sampling.cancel();
    super.doStop();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    if (!(path + "/").startsWith(PATH)) {
      return false;
    }
    boolean local = isLocal(request);
    if (!local && viewers == Viewers.LOCAL) {
      return false;
    }
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(NO_SNIFF);
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    if (path.length() < PATH.length()) {
      // The page names its parts by relative paths.
      Response.sendRedirect(request, response, callback, PATH);
      return true;
    }
    if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
      headers.put(HttpHeader.ALLOW, "GET, HEAD");
      EmptyAnswer.send(HttpStatus.METHOD_NOT_ALLOWED_405, response, callback);
      return true;
    }
    Content content = content(path.substring(PATH.length()), local);
    if (content == null) {
      return false;
    }
    headers.put(POLICY);
    headers.put(HttpHeader.CONTENT_TYPE, content.type);
    headers.put(HttpHeader.CONTENT_LENGTH, content.body.remaining());
    response.write(true, content.body.duplicate(), callback);
    return true;
  }

  private Content content(String name, boolean local) {
    return switch (name) {
      case "status.json" -> text("application/json", StatusFormats.json(board, history, local));
      case "metrics" ->
          text("text/plain;version=0.0.4;charset=utf-8", StatusFormats.prometheus(board));
      default -> files.get(name);
    };
  }

  private static Content text(String type, String text) {
    return new Content(type, StandardCharsets.UTF_8.encode(text));
  }

  /** The connection itself is asked, as headers may be of anybody's making. */
  private static boolean isLocal(Request request) {
    boolean local =
        request.getConnectionMetaData().getConnection().getEndPoint().getRemoteSocketAddress()
                instanceof InetSocketAddress remote
            && remote.getAddress().isLoopbackAddress();
    HttpFields headers = request.getHeaders();
    boolean forwarded =
        headers.contains(HttpHeader.FORWARDED)
            || headers.contains(HttpHeader.X_FORWARDED_FOR)
            || headers.contains(HttpHeader.VIA);
    // A page from elsewhere may have a name of its own resolved to this machine.
    String host = request.getHttpURI().getHost();
    return local && !forwarded && host != null && OWN_HOSTS.contains(host);
  }
}
