package org.peerdist.jetty.status;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
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

  private static final HttpField POLICY =
      new HttpField("Content-Security-Policy", StatusPage.POLICY + "; frame-ancestors 'none'");

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

  private final StatusPage page;
  private final Viewers viewers;
  private final boolean sampling;
  private volatile Scheduler.Task next;

  /**
   * Shows a board.
   *
   * @param board what to show, complete
   * @param viewers to whom
   */
  public StatusHandler(StatusBoard board, Viewers viewers) {
    this(new StatusPage(board), viewers, true);
  }

  /**
   * Shows a page that others may show too.
   *
   * @param page what to show; somebody else has it take samples
   * @param viewers to whom
   */
  public StatusHandler(StatusPage page, Viewers viewers) {
    this(page, viewers, false);
  }

  private StatusHandler(StatusPage page, Viewers viewers, boolean sampling) {
    this.page = page;
    this.viewers = viewers;
    this.sampling = sampling;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    if (sampling) {
      sample();
    }
  }

  private void sample() {
    page.sample();
    next = getServer().getScheduler().schedule(this::sample, StatusPage.SECONDS, TimeUnit.SECONDS);
  }

  @Override
  protected void doStop() throws Exception {
    if (sampling) {
      next.cancel();
    }
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
    Optional<StatusPage.Content> content = page.find(path.substring(PATH.length()), local);
    if (content.isEmpty()) {
      return false;
    }
    ByteBuffer body = content.get().body();
    headers.put(POLICY);
    headers.put(HttpHeader.CONTENT_TYPE, content.get().type());
    headers.put(HttpHeader.CONTENT_LENGTH, body.remaining());
    response.write(true, body, callback);
    return true;
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
