package org.peerdist.container.site;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Serves bytes, and knows nothing of PeerDist. */
@Component(service = Servlet.class, property = "osgi.http.whiteboard.servlet.pattern=/download")
public final class Download extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final int LENGTH = 1_000_000;

  /** A servlet for a container. */
  @Activate
  public Download() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/octet-stream");
    response.setHeader("ETag", "\"one\"");
    response.setContentLength(LENGTH);
    response.getOutputStream().write(new byte[LENGTH]);
  }
}
