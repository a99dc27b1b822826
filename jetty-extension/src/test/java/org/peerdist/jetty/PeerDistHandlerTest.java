package org.peerdist.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.peerdist.jetty.Asking.V1;
import static org.peerdist.jetty.Asking.V2;
import static org.peerdist.jetty.Asking.and;
import static org.peerdist.jetty.Asking.await;
import static org.peerdist.jetty.Asking.awaitHashes;
import static org.peerdist.jetty.Asking.content;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.api.ContentId;
import org.peerdist.api.PublishOptions;
import org.peerdist.api.PublishingStream;
import org.peerdist.content.ContentVersion;
import org.peerdist.hashgen.PublishingLimits;
import org.peerdist.origin.HitMode;
import org.peerdist.origin.OriginStatistics;

/** What other handlers answer, whose files nobody knows. */
class PeerDistHandlerTest {
  private static final byte[] DATA = content(300_000, 1);
  private static final String OLD = "Fri, 01 Aug 2008 01:02:03 GMT";

  @TempDir private Path temp;
  private TestOrigin origin;
  private HttpConnection http;

  /** Ends of the handler's writes. */
  private final AtomicInteger written = new AtomicInteger();

  private final AtomicInteger failed = new AtomicInteger();

  @BeforeEach
  void make() throws Exception {
    origin = new TestOrigin(temp, new PublishingLimits(1, 10, 1));
  }

  @AfterEach
  void stop() throws Exception {
    http.close();
    origin.close();
  }

  private void start(Consumer<Response> header) throws Exception {
    start(new Writing(header));
  }

  private void start(Handler inside) throws Exception {
    origin.start(inside);
    http = origin.connect();
  }

  /** Answers with the data in two writes. */
  private final class Writing extends Handler.Abstract {
    private final Consumer<Response> header;

    Writing(Consumer<Response> header) {
      this.header = header;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, DATA.length);
      header.accept(response);
      ByteBuffer first = ByteBuffer.wrap(DATA, 0, 200_000);
      ByteBuffer second = ByteBuffer.wrap(DATA, 200_000, 100_000);
      response.write(
          false,
          first,
          Callback.from(
              () -> response.write(true, second, counting(callback)),
              failure -> {
                failed.incrementAndGet();
                callback.failed(failure);
              }));
      return true;
    }

    private Callback counting(Callback callback) {
      return Callback.from(
          () -> {
            written.incrementAndGet();
            callback.succeeded();
          },
          failure -> {
            failed.incrementAndGet();
            callback.failed(failure);
          });
    }
  }

  private static Consumer<Response> etag(String etag) {
    return response -> response.getHeaders().put(HttpHeader.ETAG, etag);
  }

  private void assertNeverHashes() throws Exception {
    for (int i = 0; i < 3; i++) {
      HttpConnection.Answer answer = http.get("/data", V2);
      assertThat(answer.body()).isEqualTo(DATA);
      assertThat(answer.isHashes()).isFalse();
      assertThat(answer.field("X-P2P-PeerDistEx")).isEmpty();
    }
    assertThat(origin.session.statistics().accepted()).isZero();
  }

  @Test
  void get_partOfAnUnknownFile_isNotHashed() throws Exception {
    start(
        response -> {
          response.setStatus(206);
          response
              .getHeaders()
              .put(HttpHeader.ETAG, "\"tag\"")
              .put(HttpHeader.CONTENT_RANGE, "bytes 0-" + (DATA.length - 1) + "/400000");
        });
    assertNeverHashes();
    assertThat(origin.handler.statistics().serverMisses()).isEqualTo(3);
  }

  @Test
  void get_strongTag_isHashedOnItsWay() throws Exception {
    start(etag("\"tag\""));
    HttpConnection.Answer first = http.get("/data", V2);
    assertThat(first.body()).isEqualTo(DATA);
    assertThat(first.field("X-P2P-PeerDistEx")).contains("MakeHashRequest=true");
    assertThat(first.field("Vary")).contains("Accept-Encoding, X-P2P-PeerDist, X-P2P-PeerDistEx");
    HttpConnection.Answer second = awaitHashes(http, "/data", V2);
    assertThat(ByteBuffer.wrap(second.body()))
        .isEqualTo(TestOrigin.hashes(ContentVersion.V2, DATA));
    assertThat(second.field("ETag")).contains("\"tag\"");
    assertThat(ByteBuffer.wrap(http.get("/data", V1).body()))
        .isEqualTo(TestOrigin.hashes(ContentVersion.V1, DATA));
    assertThat(http.get("/data").body()).isEqualTo(DATA);
    assertThat(failed).hasPositiveValue();
    OriginStatistics statistics = origin.handler.statistics();
    assertThat(statistics.hashResponses()).isEqualTo(2);
    assertThat(statistics.hashBytes()).isLessThan(20_000);
    assertThat(statistics.projectedBytes())
        .isEqualTo(DATA.length * (statistics.hashResponses() + statistics.serverMisses()));
  }

  @Test
  void get_otherQueryOrTag_isAnotherContent() throws Exception {
    AtomicInteger version = new AtomicInteger();
    start(response -> response.getHeaders().put(HttpHeader.ETAG, "\"" + version.get() + "\""));
    awaitHashes(http, "/data?a", V2);
    assertThat(http.get("/data?b", V2).isHashes()).isFalse();
    version.set(1);
    assertThat(http.get("/data?a", V2).isHashes()).isFalse();
    awaitHashes(http, "/data?a", V2);
    version.set(0);
    assertThat(http.get("/data?a", V2).isHashes()).isTrue();
  }

  @Test
  void get_oldDateOnly_isHashedOnItsWay() throws Exception {
    start(response -> response.getHeaders().put(HttpHeader.LAST_MODIFIED, OLD));
    awaitHashes(http, "/data", V2);
  }

  @Test
  void get_dateOfNowOrWeakTag_isNotHashed() throws Exception {
    start(
        response ->
            response
                .getHeaders()
                .put(HttpHeader.ETAG, "W/\"tag\"")
                .putDate(HttpHeader.LAST_MODIFIED, Instant.now().plusSeconds(60).toEpochMilli()));
    assertNeverHashes();
  }

  @Test
  void get_noValidator_passes() throws Exception {
    start(response -> {});
    assertNeverHashes();
    assertThat(http.get("/data").field("Vary")).isEmpty();
  }

  @Test
  void get_encodedAlready_passes() throws Exception {
    start(
        response ->
            response
                .getHeaders()
                .put(HttpHeader.ETAG, "\"tag\"")
                .put(HttpHeader.CONTENT_ENCODING, "other"));
    assertNeverHashes();
  }

  @Test
  void get_unknownLength_passes() throws Exception {
    start(
        response -> {
          response.getHeaders().put(HttpHeader.ETAG, "\"tag\"");
          response.getHeaders().remove(HttpHeader.CONTENT_LENGTH);
        });
    assertNeverHashes();
  }

  @Test
  void get_otherStatus_passes() throws Exception {
    start(
        response -> {
          response.setStatus(203);
          response.getHeaders().put(HttpHeader.ETAG, "\"tag\"");
        });
    assertNeverHashes();
  }

  @Test
  void get_excludedBySettings_passes() throws Exception {
    origin.handler.excludePaths("/private/*");
    origin.handler.excludeMimeTypes("text/Html");
    AtomicInteger requests = new AtomicInteger();
    start(
        response -> {
          response.getHeaders().put(HttpHeader.ETAG, "\"tag\"");
          if (requests.incrementAndGet() > 2) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
          }
        });
    assertThat(http.get("/private/data", V2).isHashes()).isFalse();
    assertThat(http.get("/private/data", V2).field("X-P2P-PeerDistEx")).isEmpty();
    assertNeverHashes();
    assertThatThrownBy(() -> origin.handler.setMinSize(1))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void get_lessThanMinSize_passes() throws Exception {
    origin.handler.setMinSize(DATA.length + 1);
    start(etag("\"tag\""));
    assertNeverHashes();
  }

  @Test
  void get_underTwoPeerDistHandlers_isCodedOnce() throws Exception {
    start(new PeerDistHandler(origin.session, new Writing(etag("\"tag\""))));
    awaitHashes(http, "/data", V2);
    assertThat(http.get("/data", V2).field("Vary"))
        .contains("Accept-Encoding, X-P2P-PeerDist, X-P2P-PeerDistEx");
    assertThat(http.get("/data").body()).isEqualTo(DATA);
  }

  @Test
  void get_insideCompression_hashesAreOfTheContentItself() throws Exception {
    origin.handler.setHandler(
        new Writing(
            response ->
                response
                    .getHeaders()
                    .put(HttpHeader.ETAG, "\"tag\"")
                    .put(HttpHeader.CONTENT_TYPE, "text/plain")));
    GzipHandler gzip = new GzipHandler();
    gzip.setHandler(origin.handler);
    TestOrigin.start(origin.server, gzip);
    http = origin.connect();
    assertThat(http.get("/data", V2).field("Content-Encoding")).contains("gzip");
    HttpConnection.Answer answer = awaitHashes(http, "/data", V2);
    assertThat(ByteBuffer.wrap(answer.body()))
        .isEqualTo(TestOrigin.hashes(ContentVersion.V2, DATA));
  }

  @Test
  void get_modeDiscard_letsTheHandlerRunToItsEnd() throws Exception {
    origin.handler.setHitMode(HitMode.DISCARD);
    start(etag("\"tag\""));
    awaitHashes(http, "/data", V2);
    int before = written.get();
    assertThat(http.get("/data", V2).isHashes()).isTrue();
    await("the end of the handler", () -> written.get() > before);
    assertThat(failed).hasValue(0);
    assertThat(http.get("/data").body()).isEqualTo(DATA);
  }

  @Test
  void get_tooManyPasses_passes() throws Exception {
    start(etag("\"tag\""));
    try (HttpConnection slow = origin.connect()) {
      PublishingStream unused =
          origin.session.publish(ContentId.of("busy"), PublishOptions.DEFAULT.asPassing());
      slow.send("GET", "/data", V2);
      HttpConnection.Answer answer = slow.receive(true);
      assertThat(answer.body()).isEqualTo(DATA);
      assertThat(answer.field("X-P2P-PeerDistEx")).isEmpty();
      assertThat(origin.session.statistics().rejected()).isEqualTo(1);
    }
  }

  @Test
  void post_isLeftAlone() throws Exception {
    start(etag("\"tag\""));
    awaitHashes(http, "/data", V2);
    assertThat(http.ask("POST", "/data", and(V2, "Content-Length: 0")).body()).isEqualTo(DATA);
    assertThat(http.get("/data").body()).isEqualTo(DATA);
  }

  @Test
  void get_handlerFails_isAnError() throws Exception {
    start(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            Response.writeError(request, response, callback, 503);
            return true;
          }
        });
    assertThat(http.get("/data", V2).status()).isEqualTo(503);
    assertThat(http.get("/data", V2).isHashes()).isFalse();
  }

  @Test
  void get_notHandled_isNotFound() throws Exception {
    start(new Handler.Sequence());
    assertThat(http.get("/data", V2).status()).isEqualTo(404);
  }
}
