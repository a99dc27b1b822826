package org.peerdist.jetty.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpServiceTest {
  /** More than the buffers of a connection hold. */
  private static final int LONG = 32 << 20;

  private final CountDownLatch asked = new CountDownLatch(2);

  /** Gives out more than a client takes that does not read, or nothing ever. */
  private final class Patient extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      if (Request.getPathInContext(request).equals("/long")) {
        response.write(true, ByteBuffer.allocate(LONG), callback);
      }
      asked.countDown();
      return true;
    }
  }

  private static Socket ask(HttpService service, String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
    String request = "GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void close_withClientsThatAreNotDone_endsTheirConnections() throws Exception {
    HttpService service =
        HttpService.start(
            "localhost", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new Patient());
    int port = service.port();
    try (Socket reader = ask(service, "/long");
        Socket waiting = ask(service, "/never")) {
      asked.await();
      long start = System.nanoTime();
      service.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
      assertThat(bytesUntilTheEnd(waiting)).isZero();
      assertThat(bytesUntilTheEnd(reader)).isLessThan(LONG);
    }
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class);
  }

  /** Whoever opens connections and says nothing, or half a head, keeps nobody out. */
  @Test
  void start_moreConnectionsAtRestThanThereMayBe_othersAreAnsweredNevertheless() throws Exception {
    Duration rest = Duration.ofSeconds(1);
    HttpService.Limit limit = new HttpService.Limit(8, rest, rest);
    List<Socket> atRest = new ArrayList<>();
    try (HttpService service =
        HttpService.start(
            "localhost",
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new Patient(),
            limit)) {
      for (int i = 0; i < 12; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
        atRest.add(socket);
        if (i % 2 == 0) {
          socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
        }
      }
      try (Socket late = ask(service, "/long")) {
        late.setSoTimeout(30_000);
        assertThat(late.getInputStream().read()).isEqualTo('H');
      }
    } finally {
      for (Socket socket : atRest) {
        socket.close();
      }
    }
  }

  private static int bytesUntilTheEnd(Socket socket) throws IOException {
    socket.setSoTimeout(30_000);
    int bytes = 0;
    byte[] buffer = new byte[65_536];
    try {
      int n;
      while ((n = socket.getInputStream().read(buffer)) >= 0) {
        bytes += n;
      }
    } catch (SocketException e) {
      // It was closed under way.
    }
    return bytes;
  }
}
