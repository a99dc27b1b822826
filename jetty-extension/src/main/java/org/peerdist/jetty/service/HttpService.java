package org.peerdist.jetty.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.jmx.MBeanContainer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.Destroyable;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.peerdist.jetty.OfferCounters;
import org.peerdist.jetty.OriginCounters;
import org.peerdist.jetty.RetrievalHandler;
import org.peerdist.jetty.UploadCounters;
import org.peerdist.jetty.internal.AddressShare;
import org.peerdist.jetty.internal.HeadDeadline;
import org.peerdist.jetty.status.StatusBoard;
import org.peerdist.jetty.status.StatusHandler;
import org.peerdist.jetty.status.StatusPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP server on one address. */
public final class HttpService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);

  /** A hosted cache stops two servers, one after the other, in the time of a {@link ServiceRun}. */
  private static final long MILLIS_TO_STOP = 1_500;

  /** Connections at rest end sooner than that: a TLS connection looks busy until then. */
  private static final long IDLE_MILLIS_TO_STOP = 500;

  private static final int MOST_THREADS = 200;

  /**
   * POLICY: so many connections may wait to be accepted, as many as a hosted cache serves at once.
   * Of the usual 50, a crowd that comes in one moment finds the queue full, and each one that does
   * not get in tries again after a second or more.
   */
  private static final int ACCEPT_QUEUE = 1024;

  /**
   * POLICY: more connections than a branch has at once, which are at rest for a little longer than
   * our own clients leave them. Who opens more and more of them and asks nothing takes no more than
   * that, and keeps nobody out for long: at the limit, those at rest are closed soon.
   */
  private static final int CONNECTIONS = 2048;

  private static final Duration REST = Duration.ofSeconds(20);
  private static final Duration REST_AT_LIMIT = Duration.ofSeconds(2);

  /**
   * POLICY: so long a client may take for the head of a request, beginning with the connection or
   * with the answer before: all the time at rest, and ten seconds more. Bodies have a time of their
   * own.
   */
  private static final Duration HEAD = Duration.ofSeconds(30);

  /**
   * POLICY: a machine of the branch has no more than a quarter of all connections. That is enough
   * for some dozens of clients behind one address.
   */
  private static final int SHARE = CONNECTIONS / 4;

  /** Who asks an origin may be a proxy, behind which everybody is. */
  private static final Limit ANYBODY =
      new Limit(CONNECTIONS, CONNECTIONS, REST, REST_AT_LIMIT, HEAD);

  /** The connections of a server for the machines of a branch. */
  static final Limit BRANCH = new Limit(CONNECTIONS, SHARE, REST, REST_AT_LIMIT, HEAD);

  /**
   * How many connections there are.
   *
   * @param connections how many at most; who comes later waits
   * @param share how many of one address; who comes later is refused
   * @param rest how long nothing may come over one
   * @param restAtLimit the same while there are as many as there may be
   * @param head how long it may take until the head of a request is there
   */
  record Limit(int connections, int share, Duration rest, Duration restAtLimit, Duration head) {}

  private final Server server;
  private final Handler.Sequence handlers;
  private final ServerConnector connector;
  private final String host;
  private Destroyable managed = () -> {};

  private final String scheme;

  private HttpService(
      Server server,
      Handler.Sequence handlers,
      ServerConnector connector,
      String scheme,
      String host) {
    this.server = server;
    this.handlers = handlers;
    this.connector = connector;
    this.scheme = scheme;
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
    return start(host, address, handler, ANYBODY);
  }

  static HttpService start(String host, InetSocketAddress address, Handler handler, Limit limit)
      throws IOException {
    Server server = server();
    HttpConnectionFactory http = new HttpConnectionFactory(configuration());
    ServerConnector connector = new ServerConnector(server, 1, 1, http);
    return start(
        new HttpService(server, sequence(handler), connector, "http", host), address, limit);
  }

  /**
   * Starts to accept TLS connections.
   *
   * @param host the address as the user calls it, for the URL
   * @param address where; port 0 is any free port
   * @param handler what answers
   * @param tls the certificate and what goes with it
   * @return the running server
   * @throws IOException if the address can't be had
   */
  public static HttpService startTls(
      String host, InetSocketAddress address, Handler handler, SslContextFactory.Server tls)
      throws IOException {
    return startTls(host, address, handler, tls, ANYBODY);
  }

  static HttpService startTls(
      String host,
      InetSocketAddress address,
      Handler handler,
      SslContextFactory.Server tls,
      Limit limit)
      throws IOException {
    Server server = server();
    HttpConfiguration configuration = configuration();
    // Clients are given names of all kinds for this server, and check them by themselves.
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    ServerConnector connector =
        new ServerConnector(
            server,
            1,
            1,
            new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory(configuration));
    return start(
        new HttpService(server, sequence(handler), connector, "https", host), address, limit);
  }

  /** What is shown besides comes later, while the server runs. */
  private static Handler.Sequence sequence(Handler handler) {
    return new Handler.Sequence(true, List.of(handler));
  }

  private static Server server() {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4);
    threads.setName("peerdist-http");
    threads.setDaemon(true);
    Server server = new Server(threads);
    server.setStopTimeout(MILLIS_TO_STOP);
    return server;
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setHttpCompliance(RetrievalHandler.COMPLIANCE);
    return configuration;
  }

  private static HttpService start(HttpService service, InetSocketAddress address, Limit limit)
      throws IOException {
    ServerConnector connector = service.connector;
    connector.setHost(address.getAddress().getHostAddress());
    connector.setPort(address.getPort());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setShutdownIdleTimeout(IDLE_MILLIS_TO_STOP);
    service.server.addConnector(connector);
    NetworkConnectionLimit most = new NetworkConnectionLimit(limit.connections(), connector);
    most.setEndPointIdleTimeout(limit.restAtLimit().toMillis());
    connector.setIdleTimeout(limit.rest().toMillis());
    HeadDeadline deadline = new HeadDeadline(limit.head(), service.handlers);
    service.server.setHandler(deadline);
    connector.addEventListener(deadline);
    connector.addEventListener(new AddressShare(limit.share()));
    service.server.addBean(most);
    try {
      service.server.start();
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
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage()).startsWith("Permission denied")
        ? "permission denied; take a port from 1024 on, or the right to use this one"
        : cause.getMessage();
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
    return scheme + "://" + authority() + "/";
  }

  private String authority() {
    int port = connector.getLocalPort() > 0 ? connector.getLocalPort() : connector.getPort();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /**
   * Shows a board from now on, besides what the server does.
   *
   * @param board what to show, complete
   * @param viewers to whom
   */
  public void show(StatusBoard board, StatusHandler.Viewers viewers) {
    show(new StatusHandler(board, viewers));
  }

  /**
   * Shows a page from now on, besides what the server does.
   *
   * @param page what to show; whoever has it takes the samples
   * @param viewers to whom
   * @return takes it away again
   */
  public Runnable show(StatusPage page, StatusHandler.Viewers viewers) {
    StatusHandler handler = new StatusHandler(page, viewers);
    show(handler);
    return () -> hide(handler);
  }

  private synchronized void show(StatusHandler page) {
    List<Handler> all = new ArrayList<>(handlers.getHandlers());
    all.add(0, page);
    handlers.setHandlers(all);
    // What comes while the server runs is not started by it.
    LifeCycle.start(page);
  }

  private synchronized void hide(StatusHandler page) {
    List<Handler> all = new ArrayList<>(handlers.getHandlers());
    all.remove(page);
    handlers.setHandlers(all);
    LifeCycle.stop(page);
  }

  /**
   * Shows the server and what its handlers count to those who manage the process, by JMX, until it
   * is closed. It needs Jetty's library for JMX.
   *
   * @param beans where they look
   */
  public synchronized void manage(MBeanServer beans) {
    MBeanContainer container = new MBeanContainer(beans);
    server.addBean(container);
    managed = container;
  }

  /**
   * What the handlers count.
   *
   * @return objects that Jetty's library for JMX makes beans of
   */
  public List<Object> counters() {
    return Stream.of(OriginCounters.class, OfferCounters.class, UploadCounters.class)
        .<Object>flatMap(type -> server.getContainedBeans(type).stream())
        .toList();
  }

  private synchronized void hideBeans() {
    managed.destroy();
  }

  /** Stops to accept connections, gives those that are open a moment to end, and closes them. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (TimeoutException e) {
      LOG.debug("{}: connections that were still in use are closed", authority());
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server does not stop: " + e, e);
    } finally {
      hideBeans();
    }
  }
}
