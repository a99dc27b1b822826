package org.peerdist.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peerdist.jetty.Asking.V1;
import static org.peerdist.jetty.Asking.V2;
import static org.peerdist.jetty.Asking.and;
import static org.peerdist.jetty.Asking.awaitHashes;
import static org.peerdist.jetty.Asking.content;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;

/** Servlets under the handler, all on one connection. */
class ServletTest {
  private static final byte[] DATA = content(500_000, 1);

  @TempDir private Path temp;
  private TestOrigin origin;
  private HttpConnection http;

  @BeforeEach
  void start() throws Exception {
    Path site = Files.createDirectories(temp.resolve("site"));
    Files.write(site.resolve("file"), DATA);
    Files.setLastModifiedTime(
        site.resolve("file"), java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_123L));
    ServletContextHandler context = new ServletContextHandler("/app");
    context.setBaseResourceAsPath(site);
    ServletHolder files = new ServletHolder("default", new DefaultServlet());
    files.setInitParameter("etags", "true");
    files.setInitParameter("acceptRanges", "true");
    context.addServlet(files, "/");
    context.addServlet(new ServletHolder(new Writing()), "/writing");
    ServletHolder async = new ServletHolder(new Async());
    async.setAsyncSupported(true);
    context.addServlet(async, "/async");
    origin = new TestOrigin(temp.resolve("cache")).start(context);
    http = origin.connect();
  }

  @AfterEach
  void stop() throws Exception {
    http.close();
    origin.close();
  }

  /** Writes with the blocking API. */
  private static final class Writing extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setHeader("ETag", "\"tag\"");
      response.setContentLength(DATA.length);
      for (int i = 0; i < DATA.length; i += 50_000) {
        response.getOutputStream().write(DATA, i, 50_000);
      }
    }
  }

  /** Writes when the container asks it to. */
  private static final class Async extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setHeader("ETag", "\"tag\"");
      response.setContentLength(DATA.length);
      AsyncContext async = request.startAsync();
      ServletOutputStream out = response.getOutputStream();
      out.setWriteListener(
          new WriteListener() {
            private int next;

            @Override
            public void onWritePossible() throws IOException {
              while (next < DATA.length && out.isReady()) {
                out.write(DATA, next, 50_000);
                next += 50_000;
              }
              if (next == DATA.length && out.isReady()) {
                next++;
                async.complete();
              }
            }

            @Override
            public void onError(Throwable failure) {
              async.complete();
            }
          });
    }
  }

  @Test
  void get_everyKindOfServlet_getsHashesOnOneConnection() throws Exception {
    ByteBuffer v2 = TestOrigin.hashes(ContentVersion.V2, DATA);
    ByteBuffer v1 = TestOrigin.hashes(ContentVersion.V1, DATA);
    List<String> paths = List.of("/app/file", "/app/writing", "/app/async");
    for (String path : paths) {
      HttpConnection.Answer first = http.get(path, V2);
      assertThat(first.body()).as(path).isEqualTo(DATA);
      assertThat(first.field("X-P2P-PeerDistEx")).as(path).contains("MakeHashRequest=true");
      assertThat(ByteBuffer.wrap(awaitHashes(http, path, V2).body())).as(path).isEqualTo(v2);
    }
    for (int i = 0; i < 3; i++) {
      for (String path : paths) {
        assertThat(ByteBuffer.wrap(http.get(path, V1).body())).as(path).isEqualTo(v1);
        assertThat(http.get(path).body()).as(path).isEqualTo(DATA);
      }
    }
  }

  @Test
  void get_rangeOfTheDefaultServlet_getsItsHashes() throws Exception {
    awaitHashes(http, "/app/file", V1);
    HttpConnection.Answer part = http.get("/app/file", and(V1, "Range: bytes=100000-299999"));
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.isHashes()).isTrue();
    ContentInformation whole =
        ContentInformation.decode(TestOrigin.hashes(ContentVersion.V1, DATA));
    assertThat(ByteBuffer.wrap(part.body()))
        .isEqualTo(whole.encode(ContentRange.ofEnd(100_000, 300_000)));
    assertThat(http.get("/app/file", and(V1, "Range: bytes=0-9,20-29")).isHashes()).isFalse();
    HttpConnection.Answer unchanged =
        http.get("/app/file", and(V1, "If-None-Match: " + part.field("ETag").orElseThrow()));
    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(http.ask("HEAD", "/app/file", V1).field("Content-Length")).contains("500000");
    assertThat(http.get("/app/nothing", V1).status()).isEqualTo(404);
    assertThat(http.get("/app/file").body()).isEqualTo(DATA);
  }
}
