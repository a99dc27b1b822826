package org.peerdist.jetty.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private static final Duration LONG_TIME = Duration.ofMinutes(1);

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
    return ask(service, InetAddress.getLoopbackAddress(), path);
  }

  private static void assertAnswered(Socket socket) throws IOException {
    socket.setSoTimeout(30_000);
    assertThat(socket.getInputStream().read()).isEqualTo('H');
  }

  private static Socket ask(HttpService service, InetAddress address, String path)
      throws IOException {
    Socket socket = new Socket(address, service.port());
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
    // Long enough for a busy machine to read the request that comes with the last connection.
    Duration rest = Duration.ofSeconds(3);
    HttpService.Limit limit = new HttpService.Limit(8, 8, rest, rest, LONG_TIME);
    List<Socket> atRest = new ArrayList<>();
    try (HttpService service = start(new Patient(), limit)) {
      for (int i = 0; i < 12; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
        atRest.add(socket);
        if (i % 2 == 0) {
          socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
        }
      }
      try (Socket late = ask(service, "/long")) {
        assertAnswered(late);
      }
    } finally {
      for (Socket socket : atRest) {
        socket.close();
      }
    }
  }

  private static HttpService start(Handler handler, HttpService.Limit limit) throws IOException {
    return HttpService.start(
        "localhost", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), handler, limit);
  }

  /** Answers at once. */
  private static final class Quick extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      response.write(true, ByteBuffer.wrap(new byte[] {42}), callback);
      return true;
    }
  }

  /**
   * Sends something again and again, much sooner than a connection at rest is closed, until the
   * server ends it.
   */
  private static void trickle(Socket socket, String drop) throws Exception {
    socket.setSoTimeout(20);
    long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (System.nanoTime() - end < 0) {
      try {
        socket.getOutputStream().write(drop.getBytes(StandardCharsets.US_ASCII));
        if (socket.getInputStream().read() < 0) {
          return;
        }
      } catch (SocketTimeoutException e) {
        // Nothing yet: go on.
      } catch (SocketException e) {
        return;
      }
    }
    throw new AssertionError("the server waits for ever");
  }

  /** Whoever trickles the head of a request is never at rest, and loses the connection. */
  @Test
  void start_headThatNeverEnds_isNotWaitedFor() throws Exception {
    HttpService.Limit limit =
        new HttpService.Limit(8, 8, LONG_TIME, LONG_TIME, Duration.ofMillis(500));
    try (HttpService service = start(new Quick(), limit);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
      trickle(socket, "a: b\r\n");
    }
  }

  /** The time begins again with each answer, and ends with it for the next head. */
  @Test
  void start_headThatNeverEndsAfterAnAnswer_isNotWaitedFor() throws Exception {
    HttpService.Limit limit =
        new HttpService.Limit(8, 8, LONG_TIME, LONG_TIME, Duration.ofSeconds(3));
    try (HttpService service = start(new Quick(), limit);
        Socket socket = ask(service, "/")) {
      socket.setSoTimeout(30_000);
      int last = 0;
      while (last != 42) {
        last = socket.getInputStream().read();
        assertThat(last).isNotNegative();
      }
      trickle(socket, "G");
    }
  }

  /** What is asked for has no such time, however long the answer takes. */
  @Test
  void start_answerThatTakesLong_isWaitedFor() throws Exception {
    CountDownLatch late = new CountDownLatch(1);
    Handler slow =
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            late.await();
            response.write(true, ByteBuffer.wrap(new byte[] {42}), callback);
            return true;
          }
        };
    HttpService.Limit limit =
        new HttpService.Limit(8, 8, LONG_TIME, LONG_TIME, Duration.ofSeconds(3));
    try (HttpService service = start(slow, limit);
        Socket patient = ask(service, "/");
        Socket other = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      // This one was opened later: when it has lost its connection, the first one's time is over.
      other.setSoTimeout(30_000);
      assertThat(other.getInputStream().read()).isNegative();
      late.countDown();
      assertAnswered(patient);
    }
  }

  /** An address of this machine that others can reach. */
  private static Optional<InetAddress> ownAddress() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .findFirst();
  }

  @Test
  void start_moreConnectionsOfOneAddressThanItsShare_refusesThose() throws Exception {
    Optional<InetAddress> own = ownAddress();
    assumeTrue(own.isPresent(), "needs an address beside loopback");
    HttpService.Limit limit = new HttpService.Limit(8, 2, LONG_TIME, LONG_TIME, LONG_TIME);
    InetSocketAddress any = new InetSocketAddress("0.0.0.0", 0);
    try (HttpService service = HttpService.start("localhost", any, new Quick(), limit);
        Socket first = ask(service, own.get(), "/");
        Socket second = ask(service, own.get(), "/")) {
      assertAnswered(first);
      assertAnswered(second);
      try (Socket third = new Socket(own.get(), service.port());
          Socket fromElsewhere = ask(service, "/")) {
        assertThat(bytesUntilTheEnd(third)).isZero();
        assertAnswered(fromElsewhere);
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
