package org.peerdist.launcher.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An HTTP server on one address. */
public final class HttpService implements AutoCloseable {
  private static final long MILLIS_TO_STOP = 2_000;
  private static final int MOST_THREADS = 200;

  private final Server server;
  private final ServerConnector connector;
  private final String host;

  private HttpService(Server server, ServerConnector connector, String host) {
    this.server = server;
    this.connector = connector;
    this.host = host;
  }

  /**
   * Starts to accept connections.
   *
   * @param host the address as the user calls it, for the URL
   * @param address where; port 0 is any free port
   * @param handler what answers
   * @return the running server
   * @throws IOException if the address can't be had
   */
  public static HttpService start(String host, InetSocketAddress address, Handler handler)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4);
    threads.setName("peerdist-http");
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost(address.getAddress().getHostAddress());
    connector.setPort(address.getPort());
    connector.setShutdownIdleTimeout(MILLIS_TO_STOP);
    server.addConnector(connector);
    server.setHandler(handler);
    server.setStopTimeout(MILLIS_TO_STOP);
    HttpService service = new HttpService(server, connector, host);
    try {
      server.start();
    } catch (IOException e) {
      service.close();
      throw new IOException("cannot listen on " + service.authority() + ": " + reason(e), e);
    } catch (Exception e) {
      service.close();
      throw new IOException("the HTTP server does not start: " + e.getMessage(), e);
    }
    return service;
  }

  private static String reason(Throwable failure) {
    return failure.getCause() == null ? failure.getMessage() : failure.getCause().getMessage();
  }

  /**
   * The port in use.
   *
   * @return 1 to 65535
   */
  public int port() {
    return connector.getLocalPort();
  }

  /**
   * Where the server can be reached.
   *
   * @return such as {@code http://127.0.0.1:8080/}
   */
  public String url() {
    return "http://" + authority() + "/";
  }

  private String authority() {
    int port = connector.getLocalPort() > 0 ? connector.getLocalPort() : connector.getPort();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /** Stops to accept connections, and gives those that are open a moment to end. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server does not stop: " + e.getMessage(), e);
    }
  }
}
