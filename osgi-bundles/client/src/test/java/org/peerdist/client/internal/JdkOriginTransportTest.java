package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Origins on real sockets that are silent: a try ends long before the timeout of an hour. */
@Timeout(60)
class JdkOriginTransportTest {
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private final OriginTransport transport =
      new JdkOriginTransport(Duration.ofHours(1), Optional.empty());
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private OriginAnswer get() throws IOException, InterruptedException {
    URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    return transport.get(url, Map.of(), PATIENCE);
  }

  @Test
  void get_originThatTakesTheConnectionAndIsSilent_endsWithThePatience() {
    assertThatThrownBy(this::get)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the origin did not answer in time");
  }

  @Test
  void get_originThatSendsAHeadAndIsSilent_endsWithThePatience() {
    CompletableFuture<Socket> accepted = new CompletableFuture<>();
    Thread origin =
        new Thread(
            () -> {
              try {
                Socket socket = server.accept();
                accepted.complete(socket);
                String head = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
              } catch (IOException e) {
                accepted.completeExceptionally(e);
              }
            });
    origin.start();
    // On a machine that is busy even the head may be late.
    assertThatThrownBy(
            () -> {
              try (OriginAnswer answer = get()) {
                answer.body().readAllBytes();
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageMatching("the origin (was silent for too long|did not answer in time.*)");
    assertThatCode(() -> accepted.join().close()).doesNotThrowAnyException();
  }
}
