package org.peerdist.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.content.ContentInformation;

/** The filter in containers: before their own servlets for files, and before one that writes. */
class PeerDistFilterTest {
  private static final int LENGTH = 500_000;
  private static final long TIMEOUT_NANOS = 30_000_000_000L;

  /** The containers. */
  private enum Container {
    JETTY,
    TOMCAT
  }

  @TempDir private Path temp;
  private final byte[] content = new byte[LENGTH];
  private final HttpClient http = HttpClient.newHttpClient();
  private PeerDistFilter filter;
  private AutoCloseable running;
  private URI site;

  @BeforeEach
  void makeSite() throws IOException {
    new Random(1).nextBytes(content);
    Files.write(Files.createDirectories(temp.resolve("site")).resolve("file"), content);
    Files.writeString(temp.resolve("site/small"), "small");
  }

  @AfterEach
  void stop() throws Exception {
    if (running != null) {
      running.close();
    }
  }

  /** Writes its answer by itself. */
  private final class Writing extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setHeader("ETag", "\"1\"");
      response.setContentType("application/octet-stream");
      response.setHeader("Content-Length", Integer.toString(LENGTH));
      for (int start = 0; start < LENGTH; start += 50_000) {
        response.getOutputStream().write(content, start, 50_000);
      }
    }
  }

  private void start(Container container) throws Exception {
    filter = new PeerDistFilter();
    int port = container == Container.JETTY ? startJetty() : startTomcat();
    site = URI.create("http://127.0.0.1:" + port + "/");
  }

  private int startJetty() throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    context.setBaseResourceAsPath(temp.resolve("site"));
    FilterHolder holder = new FilterHolder(filter);
    holder.setInitParameter("state", temp.resolve("state").toString());
    context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(new Writing()), "/written");
    context.addServlet(new ServletHolder(new DefaultServlet()), "/");
    server.setHandler(context);
    server.start();
    running = server::stop;
    return connector.getLocalPort();
  }

  private int startTomcat() throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(temp.resolve("tomcat").toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", temp.resolve("site").toString());
    FilterDef definition = new FilterDef();
    definition.setFilterName("peerdist");
    definition.setFilter(filter);
    definition.addInitParameter("state", temp.resolve("state").toString());
    context.addFilterDef(definition);
    FilterMap map = new FilterMap();
    map.setFilterName("peerdist");
    map.addURLPattern("/*");
    context.addFilterMap(map);
    Tomcat.addServlet(context, "default", "org.apache.catalina.servlets.DefaultServlet");
    context.addServletMappingDecoded("/", "default");
    Tomcat.addServlet(context, "writing", new Writing());
    context.addServletMappingDecoded("/written", "writing");
    tomcat.start();
    running =
        () -> {
          tomcat.stop();
          tomcat.destroy();
        };
    return tomcat.getConnector().getLocalPort();
  }

  private HttpResponse<byte[]> get(String path, String... fields) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(site.resolve(path));
    return http.send(
        fields.length == 0 ? request.build() : request.headers(fields).build(),
        BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> ask(String path) throws Exception {
    return get(path, "Accept-Encoding", "gzip, peerdist", "X-P2P-PeerDist", "Version=1.0");
  }

  private static boolean isHashes(HttpResponse<byte[]> answer) {
    return answer
        .headers()
        .firstValue("Content-Encoding")
        .equals(java.util.Optional.of("peerdist"));
  }

  private HttpResponse<byte[]> awaitHashes(String path) throws Exception {
    long end = System.nanoTime() + TIMEOUT_NANOS;
    HttpResponse<byte[]> answer = ask(path);
    while (!isHashes(answer)) {
      assertThat(answer.body()).isEqualTo(content);
      assertThat(System.nanoTime()).as("hashes come").isLessThan(end);
      LockSupport.parkNanos(5_000_000);
      answer = ask(path);
    }
    return answer;
  }

  private void assertDescribed(HttpResponse<byte[]> answer) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-P2P-PeerDist"))
        .contains("Version=1.0, ContentLength=" + LENGTH);
    assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(answer.body().length);
    ContentInformation information = ContentInformation.decode(ByteBuffer.wrap(answer.body()));
    assertThat(information.range().length()).isEqualTo(LENGTH);
    assertThat(information.segments().get(0).verify(0, ByteBuffer.wrap(content, 0, 65536)))
        .isPresent();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void get_file_getsHashesAndWithoutAskingTheContent(Container container) throws Exception {
    start(container);
    HttpResponse<byte[]> first = ask("file");
    assertThat(first.headers().firstValue("X-P2P-PeerDistEx")).contains("MakeHashRequest=true");
    assertDescribed(awaitHashes("file"));
    HttpResponse<byte[]> plain = get("file");
    assertThat(plain.body()).isEqualTo(content);
    assertThat(plain.headers().allValues("Vary").toString()).contains("X-P2P-PeerDist");
    assertThat(isHashes(ask("small"))).isFalse();
    assertThat(ask("nothing").statusCode()).isEqualTo(404);
    HttpResponse<byte[]> missing =
        get("file", "X-P2P-PeerDist", "Version=1.0, MissingDataRequest=true");
    assertThat(missing.body()).isEqualTo(content);
    assertThat(filter.statistics().clientMissBytes()).isEqualTo(LENGTH);
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void get_writtenByAServlet_isHashedOnItsWay(Container container) throws Exception {
    start(container);
    assertThat(get("written").body()).isEqualTo(content);
    assertThat(filter.statistics().serverMisses()).isZero();
    assertDescribed(awaitHashes("written"));
    assertThat(get("written").body()).isEqualTo(content);
    assertDescribed(ask("written"));
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void get_range_getsHashesOfTheRange(Container container) throws Exception {
    start(container);
    awaitHashes("file");
    HttpResponse<byte[]> part =
        get(
            "file",
            "Range",
            "bytes=100000-299999",
            "Accept-Encoding",
            "peerdist",
            "X-P2P-PeerDist",
            "Version=1.0");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(isHashes(part)).isTrue();
    ContentInformation information = ContentInformation.decode(ByteBuffer.wrap(part.body()));
    assertThat(information.range().start()).isEqualTo(100_000);
    assertThat(information.range().length()).isEqualTo(200_000);
  }

  @org.junit.jupiter.api.Test
  void init_withoutState_saysWhatIsMissing() {
    ServletContextHandler context = new ServletContextHandler("/");
    context.addFilter(new FilterHolder(new PeerDistFilter()), "/*", null);
    Server server = new Server();
    server.setHandler(context);
    assertThatThrownBy(server::start).hasMessageContaining("needs the init-param state");
  }
}
