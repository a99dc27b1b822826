package org.peerdist.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peerdist.jetty.Asking.V2;
import static org.peerdist.jetty.Asking.await;
import static org.peerdist.jetty.Asking.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.content.ContentVersion;
import org.peerdist.hashgen.FileIdentity;
import org.peerdist.origin.Publications;

/** Files of contexts are known as files: what was published is there for the first request. */
class ContextLocatorTest {
  private static final int LENGTH = 100_000;

  @TempDir private Path temp;
  private final ContextHandlerCollection contexts = new ContextHandlerCollection();
  private TestOrigin origin;

  @BeforeEach
  void open() throws IOException {
    origin = new TestOrigin(temp.resolve("cache"));
    origin.handler.setContentLocator(ContentLocator.ofContexts(origin.server));
  }

  @AfterEach
  void close() throws IOException {
    origin.close();
  }

  private Path folder(String name, int seed) throws IOException {
    Path folder = Files.createDirectories(temp.resolve(name)).toRealPath();
    Files.write(folder.resolve("data"), content(LENGTH, seed));
    return folder;
  }

  private ContextHandler deploy(String path, Path folder, String... virtualHosts) {
    ContextHandler context = new ContextHandler(new ResourceHandler(), path);
    context.setBaseResourceAsPath(folder);
    context.setVirtualHosts(List.of(virtualHosts));
    contexts.addHandler(context);
    return context;
  }

  /** Publishes all files that were deployed, starts, and expects that nothing else is hashed. */
  private void assertFirstAnswerIsHashes(Path folder, int seed, String path) throws Exception {
    assertThat(new Publications(origin.session).publish(FileIdentity.read(folder.resolve("data"))))
        .isTrue();
    await("published", () -> origin.session.statistics().pending() == 0);
    if (!origin.server.isStarted()) {
      origin.start(contexts);
    }
    try (HttpConnection http = origin.connect()) {
      HttpConnection.Answer answer = http.get(path, V2);
      assertThat(answer.isHashes()).as("hashes of %s", path).isTrue();
      assertThat(ByteBuffer.wrap(answer.body()))
          .isEqualTo(TestOrigin.hashes(ContentVersion.V2, content(LENGTH, seed)));
    }
  }

  @Test
  void locate_contextsInsideEachOther_theLongestPathAnswers() throws Exception {
    Path root = folder("root", 1);
    Path inner = folder("inner", 2);
    deploy("/", root);
    deploy("/inner", inner);
    Files.createDirectories(root.resolve("inner"));
    Files.write(root.resolve("inner/data"), content(LENGTH, 3));
    assertFirstAnswerIsHashes(inner, 2, "/inner/data");
    assertFirstAnswerIsHashes(root, 1, "/data");
  }

  @Test
  void locate_virtualHosts_answerForThemselves() throws Exception {
    Path one = folder("one", 1);
    deploy("/", folder("all", 2));
    deploy("/", folder("other", 3), "other.example");
    // What the connections of these tests ask for.
    deploy("/", one, "test");
    assertFirstAnswerIsHashes(one, 1, "/data");
  }

  @Test
  void locate_combinedBase_findsTheFirstThatHasIt() throws Exception {
    Path first = Files.createDirectories(temp.resolve("first"));
    Path second = folder("second", 2);
    ContextHandler context = deploy("/", first);
    ResourceFactory resources = ResourceFactory.of(context);
    context.setBaseResource(
        ResourceFactory.combine(resources.newResource(first), resources.newResource(second)));
    assertFirstAnswerIsHashes(second, 2, "/data");
  }

  @Test
  void locate_whatIsNoFile_isNothing() throws Exception {
    deploy("/here", folder("here", 1));
    ContextHandler empty = new ContextHandler("/nothing");
    contexts.addHandler(empty);
    origin.start(contexts);
    try (HttpConnection http = origin.connect()) {
      for (String path : List.of("/", "/here", "/here/", "/hereafter/data", "/nothing/data")) {
        assertThat(http.get(path, V2).isHashes()).as(path).isFalse();
      }
      assertThat(http.get("/here/%2e%2e/cache/data", V2).status()).isGreaterThanOrEqualTo(400);
    }
    assertThat(origin.session.statistics().accepted()).isZero();
  }
}
