package org.peerdist.jetty.osgi.console;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.peerdist.jetty.status.StatusPage;

/**
 * A tab of the web console of Apache Felix: the status page in a frame, as both have styles of
 * their own. Who is let into the console sees all of it.
 */
@Component(
    name = "org.peerdist.webconsole",
    service = Servlet.class,
    property = {
      "felix.webconsole.label=" + ConsolePlugin.LABEL,
      "felix.webconsole.title=PeerDist",
      "felix.webconsole.category=PeerDist"
    })
@SuppressWarnings("serial") // the container does not serialize servlets
public final class ConsolePlugin extends AbstractServlet {
  static final String LABEL = "peerdist";

  private static final String PAGE = "/" + LABEL + "/page/";

  private final transient StatusPage page;

  /**
   * Starts it.
   *
   * @param page what to show
   */
  @Activate
  public ConsolePlugin(@Reference StatusPage page) {
    this.page = page;
  }

  /** Answers what the page consists of. The rest is the console's, with {@link #renderContent}. */
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo();
    if (path == null || !path.startsWith(PAGE)) {
      return;
    }
    Optional<StatusPage.Content> found = page.find(path.substring(PAGE.length()), true);
    if (found.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    ByteBuffer body = found.get().body();
    response.setStatus(HttpServletResponse.SC_OK);
    response.setHeader("Content-Security-Policy", StatusPage.POLICY + "; frame-ancestors 'self'");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    response.setContentType(found.get().type());
    response.setContentLength(body.remaining());
    WritableByteChannel out = Channels.newChannel(response.getOutputStream());
    while (body.hasRemaining()) {
      out.write(body);
    }
  }

  @Override
  public void renderContent(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response
        .getWriter()
        .println(
            "<iframe title=\"PeerDist\" src=\""
                + request.getContextPath()
                + request.getServletPath()
                + PAGE
                + "\" style=\"border: 0; height: 80vh; width: 100%\"></iframe>");
  }
}
