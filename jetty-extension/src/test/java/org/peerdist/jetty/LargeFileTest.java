package org.peerdist.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.peerdist.jetty.Asking.V1;
import static org.peerdist.jetty.Asking.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.hashgen.FileIdentity;
import org.peerdist.hashgen.PublicationKey;

/** Files that nobody wants to read in vain: sparse here, so that they cost nothing. */
class LargeFileTest {
  private static final long SIZE = 10L << 30;
  private static final int HASHES = 5_300_000;
  private static final Path IO = Path.of("/proc/self/io");

  @TempDir private Path temp;
  private Path site;

  @BeforeEach
  void makeFiles() throws IOException {
    site = Files.createDirectories(temp.resolve("site"));
    try (RandomAccessFile file = new RandomAccessFile(site.resolve("large").toFile(), "rw")) {
      file.setLength(SIZE);
    }
  }

  @Test
  void get_hitOfResourceHandler_doesNotReadTheFile() throws Exception {
    ContextHandler context = new ContextHandler(new ResourceHandler(), "/");
    context.setBaseResourceAsPath(site);
    assertHitReadsNothing(context);
  }

  @Test
  void get_hitOfDefaultServlet_doesNotReadTheFile() throws Exception {
    ServletContextHandler context = new ServletContextHandler("/");
    context.setBaseResourceAsPath(site);
    context.addServlet(DefaultServlet.class, "/");
    assertHitReadsNothing(context);
  }

  private void assertHitReadsNothing(Handler inside) throws Exception {
    assumeThat(IO).isReadable();
    PeerDistHandler handler = new PeerDistHandler(published(), inside);
    handler.setContentLocator(ContentLocator.ofFolder(site.toRealPath()));
    Server server = new Server();
    TestOrigin.start(server, handler);
    try (HttpConnection http = new HttpConnection(TestOrigin.port(server))) {
      hit(http, 3); // loads classes
      long before = read();
      hit(http, 10);
      // This process reads its own answers, too.
      long readByServer = read() - before - 10L * HASHES;
      assertThat(readByServer / 10).isLessThan(64 * 1024);
    } finally {
      server.stop();
    }
  }

  private static void hit(HttpConnection http, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      HttpConnection.Answer answer = http.get("/large", V1);
      assertThat(answer.isHashes()).isTrue();
      assertThat(answer.body()).hasSize(HASHES);
    }
  }

  /** Hashes of which only the size matters here, mapped as those of a publication cache. */
  private GivenHashes published() throws IOException {
    FileIdentity file = FileIdentity.read(site.toRealPath().resolve("large"));
    Path hashes = Files.write(temp.resolve("hashes"), new byte[HASHES]);
    try (FileChannel channel = FileChannel.open(hashes)) {
      return new GivenHashes(
          PublicationKey.ofFile(file).contentId(),
          file.size(),
          channel.map(FileChannel.MapMode.READ_ONLY, 0, HASHES));
    }
  }

  private static long read() throws IOException {
    return Files.readAllLines(IO).stream()
        .filter(line -> line.startsWith("rchar: "))
        .mapToLong(line -> Long.parseLong(line.substring(7)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void get_missOfOneMappedBuffer_firstByteDoesNotWaitForTheHashes() throws Exception {
    CompletableFuture<MappedByteBuffer> mapped = new CompletableFuture<>();
    Handler oneWrite =
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            try (FileChannel channel = FileChannel.open(site.resolve("large"))) {
              mapped.complete(channel.map(FileChannel.MapMode.READ_ONLY, 0, Integer.MAX_VALUE));
            }
            response.getHeaders().put(HttpHeader.ETAG, "\"tag\"");
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, Integer.MAX_VALUE);
            response.write(true, mapped.join(), callback);
            return true;
          }
        };
    try (TestOrigin origin = new TestOrigin(temp.resolve("cache")).start(oneWrite)) {
      try (HttpConnection http = origin.connect()) {
        http.send("GET", "/", V1);
        assertThat(http.receiveFirst(1)).hasSize(1);
        // What the buffers of a connection take, and no more, while the client does not read on.
        assertThat(mapped.join().position()).isLessThan(64 << 20);
        assertThat(origin.session.statistics().pending()).isEqualTo(1);
      }
      // A client that goes away leaves nothing behind.
      await("the end of the pass", () -> origin.session.statistics().failed() == 1);
      assertThat(origin.session.statistics().pending()).isZero();
      assertThat(temp.resolve("cache/pending")).isEmptyDirectory();
    }
  }
}
