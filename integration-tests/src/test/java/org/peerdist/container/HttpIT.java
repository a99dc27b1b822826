package org.peerdist.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.content.ContentInformation;

/** The filter on the HTTP Whiteboard of Apache Felix. */
class HttpIT {
  private static final int LENGTH = 1_000_000;
  private static final long SECONDS = 60;

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Product.class)
  void servletOfAnotherBundle_getsHashes_whileTheFilterIsConfigured(Product product)
      throws Exception {
    try (Container container = Container.start(product, folder.resolve("framework"))) {
      container.startWithHttp();
      Guest.start(container, "org.peerdist.container.site");
      container.configure(
          "org.peerdist.publisher", Map.of("state", folder.resolve("state").toString()));
      container.service(Station.PUBLISHER);
      URI url = URI.create(container.awaitEndpoint() + "download");
      HttpResponse<byte[]> plain = await(url, answer -> answer.statusCode() == 200);
      assertThat(plain.headers().firstValue("Vary")).isEmpty();
      assertThat(plain.body()).hasSize(LENGTH);

      container.configure("org.peerdist.filter", Map.of());
      HttpResponse<byte[]> coded = await(url, HttpIT::hasHashes);
      ContentInformation hashes = ContentInformation.decode(ByteBuffer.wrap(coded.body()));
      assertThat(hashes.range().length()).isEqualTo(LENGTH);
      assertThat(coded.headers().firstValue("X-P2P-PeerDist")).isPresent();

      container.configure(
          "org.peerdist.filter", Map.of("osgi.http.whiteboard.filter.pattern", "/elsewhere/*"));
      assertThat(await(url, answer -> !hasHashes(answer)).body()).hasSize(LENGTH);
    }
  }

  private static boolean hasHashes(HttpResponse<?> answer) {
    return answer.headers().firstValue("Content-Encoding").equals(Optional.of("peerdist"));
  }

  /** Whiteboards follow their services a little later. */
  private HttpResponse<byte[]> await(URI url, java.util.function.Predicate<HttpResponse<?>> wanted)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Accept-Encoding", "peerdist")
            .header("X-P2P-PeerDist", "Version=1.1")
            .header("X-P2P-PeerDistEx", "MinContentInformation=1.0, MaxContentInformation=2.0")
            .build();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (true) {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      if (wanted.test(answer)) {
        return answer;
      }
      assertThat(System.nanoTime()).as("%s, %s", answer, answer.headers()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
