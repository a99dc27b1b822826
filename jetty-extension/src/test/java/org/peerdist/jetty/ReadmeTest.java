package org.peerdist.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.api.Owner;
import org.peerdist.api.PublishingSession;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.PublishingOptions;
import org.peerdist.hashgen.PublishingService;

/** What the README tells users of Jetty to write: it is what is run here, word for word. */
class ReadmeTest {
  private static final Path README = Path.of("../README.md");
  private static final Path THIS = Path.of("src/test/java/org/peerdist/jetty/ReadmeTest.java");

  @TempDir private Path folder;
  private final Server server = new Server();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  @AfterEach
  void close() throws Exception {
    server.stop();
    for (AutoCloseable part : open) {
      part.close();
    }
  }

  private void asInReadme(ServerPassphrase passphrase, Handler yourHandler) throws IOException {
    // README:
    var publishing = PublishingService.open(folder, passphrase, PublishingOptions.DEFAULT);
    PublishingSession session = publishing.openSession(Owner.SHARED);
    server.setHandler(new PeerDistHandler(session, yourHandler));
    // :README
    open.push(publishing);
  }

  @Test
  void snippet_isThatOfTheReadme() throws IOException {
    String shown = between(README, "```java\n", "```\n");
    String run = between(THIS, "    // README:\n", "    // :README\n");
    assertThat(shown.stripTrailing()).isEqualTo(run.stripTrailing().stripIndent());
  }

  private static String between(Path file, String start, String end) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    assertThat(text).containsOnlyOnce(start);
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }

  @Test
  void snippet_putsHashesOnAHandler() throws Exception {
    byte[] content = Asking.content(300_000, 1);
    asInReadme(TestOrigin.PASSPHRASE, new Answering(content));
    TestOrigin.start(server, server.getHandler());
    try (HttpConnection http = new HttpConnection(TestOrigin.port(server))) {
      assertThat(http.get("/", Asking.V2).body()).isEqualTo(content);
      HttpConnection.Answer answer = Asking.awaitHashes(http, "/", Asking.V2);
      assertThat(ByteBuffer.wrap(answer.body()))
          .isEqualTo(TestOrigin.hashes(ContentVersion.V2, content));
      assertThat(http.get("/").body()).isEqualTo(content);
    }
  }

  /** The handler of somebody who has one. */
  private static final class Answering extends Handler.Abstract {
    private final byte[] content;

    Answering(byte[] content) {
      this.content = content;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      response.getHeaders().put(HttpHeader.ETAG, "\"1\"");
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
      response.write(true, ByteBuffer.wrap(content), callback);
      return true;
    }
  }
}
