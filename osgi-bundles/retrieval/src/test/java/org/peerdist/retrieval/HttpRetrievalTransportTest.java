package org.peerdist.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpRetrievalTransportTest {
  private static final ByteBuffer REQUEST = ByteBuffer.wrap(new byte[] {1, 2, 3});
  private static final ByteBuffer BODY = ByteBuffer.wrap(new byte[40_000]);

  private final RetrievalTransport transport =
      HttpRetrievalTransport.create(
          HttpTransportSettings.DEFAULT.withRequestTimeout(Duration.ofSeconds(30)));
  private final RetrievalTransport impatient =
      HttpRetrievalTransport.create(
          HttpTransportSettings.DEFAULT.withRequestTimeout(Duration.ofMillis(200)));

  @AfterEach
  void close() {
    transport.close();
    impatient.close();
  }

  private static void assertFailed(Answer<ByteBuffer> answer, FailureKind kind) {
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    assertThat(((Answer.Failed<ByteBuffer>) answer).kind()).as("%s", answer).isEqualTo(kind);
  }

  private static ScriptedPeer answering(String head) {
    return new ScriptedPeer(
        (peer, in, out) -> {
          peer.request(in);
          ScriptedPeer.send(out, head, BODY);
        });
  }

  /** SPEC [MS-PCCRR] 2.1.1: one message in the body of a POST request. */
  @Test
  void exchange_sendsOnePostToTheRootPath() {
    ScriptedPeer.Script echo =
        (peer, in, out) -> {
          ByteBuffer body = peer.request(in);
          ScriptedPeer.send(out, "HTTP/1.1 200 OK\r\nContent-Length: 3", body);
        };
    try (ScriptedPeer peer = new ScriptedPeer(echo)) {
      assertThat(transport.exchange(peer.address(), REQUEST).given()).contains(REQUEST);
      String head = peer.heads.get(0).toLowerCase(Locale.ROOT);
      assertThat(head).startsWith("post /116b50eb-ece2-41ac-8429-9f9e963361b7/ http/1.1\r\n");
      assertThat(head).contains("\r\nhost: 127.0.0.1:" + peer.address().getPort() + "\r\n");
      assertThat(head).doesNotContain("expect").doesNotContain("transfer-encoding");
    }
  }

  @Test
  void exchange_again_usesTheSameConnection() {
    ScriptedPeer.Script patient =
        (peer, in, out) -> {
          while (true) {
            peer.request(in);
            ScriptedPeer.send(out, "HTTP/1.1 200 OK\r\nContent-Length: 40000", BODY);
          }
        };
    try (ScriptedPeer peer = new ScriptedPeer(patient)) {
      for (int i = 0; i < 20; i++) {
        assertThat(transport.exchange(peer.address(), REQUEST).given()).contains(BODY);
      }
      assertThat(peer.connections()).isEqualTo(1);
      transport.close();
    }
  }

  @Test
  void exchange_withPeerThatClosesSilently_isRepeatedOnce() {
    try (ScriptedPeer peer = answering("HTTP/1.1 200 OK\r\nContent-Length: 40000")) {
      for (int i = 0; i < 5; i++) {
        assertThat(transport.exchange(peer.address(), REQUEST).given()).contains(BODY);
      }
      assertThat(peer.connections()).isEqualTo(5);
    }
  }

  @Test
  void exchange_withPeerThatHangsUp_isRefusedAndNotRepeated() {
    try (ScriptedPeer peer = new ScriptedPeer((self, in, out) -> self.request(in))) {
      assertFailed(transport.exchange(peer.address(), REQUEST), FailureKind.REFUSED);
      assertThat(peer.connections()).isEqualTo(1);
    }
  }

  @Test
  void exchange_withOldOrPlainServers_isUnderstood() {
    for (String head :
        new String[] {
          "HTTP/1.0 200 OK",
          "HTTP/1.0 200 OK\r\nContent-Length: 40000",
          "HTTP/1.1 200",
          "HTTP/1.1 200 OK\r\nConnection: close",
          "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 40000"
        }) {
      try (ScriptedPeer peer = answering(head)) {
        assertThat(transport.exchange(peer.address(), REQUEST).given()).as(head).contains(BODY);
      }
    }
  }

  @Test
  void exchange_withChunkedAnswer_isUnderstood() {
    ScriptedPeer.Script chunked =
        (peer, in, out) -> {
          peer.request(in);
          String head =
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0";
          ScriptedPeer.send(out, head, ByteBuffer.allocate(0));
        };
    try (ScriptedPeer peer = new ScriptedPeer(chunked)) {
      assertThat(transport.exchange(peer.address(), REQUEST).given())
          .contains(ByteBuffer.wrap("abc".getBytes(StandardCharsets.US_ASCII)));
    }
  }

  @Test
  void exchange_withBusyPeer_isBusy() {
    for (String status : new String[] {"503 Service Unavailable", "429 Too Many Requests"}) {
      try (ScriptedPeer peer = answering("HTTP/1.1 " + status + "\r\nContent-Length: 40000")) {
        assertFailed(transport.exchange(peer.address(), REQUEST), FailureKind.BUSY);
      }
    }
  }

  @Test
  void exchange_withOtherStatus_isRefused() {
    for (String status : new String[] {"404 Not Found", "301 Moved\r\nLocation: /x", "204 None"}) {
      try (ScriptedPeer peer = answering("HTTP/1.1 " + status + "\r\nContent-Length: 40000")) {
        assertFailed(transport.exchange(peer.address(), REQUEST), FailureKind.REFUSED);
        assertThat(peer.connections()).isEqualTo(1);
      }
    }
  }

  @Test
  void exchange_truncated_isRefused() {
    try (ScriptedPeer peer = answering("HTTP/1.1 200 OK\r\nContent-Length: 40001")) {
      assertFailed(transport.exchange(peer.address(), REQUEST), FailureKind.REFUSED);
    }
  }

  @Test
  void exchange_ofMoreThanAnyMessage_isMalformed() {
    for (String length : new String[] {"393221", "9999999999", "9223372036854775807"}) {
      try (ScriptedPeer peer = answering("HTTP/1.1 200 OK\r\nContent-Length: " + length)) {
        assertFailed(transport.exchange(peer.address(), REQUEST), FailureKind.MALFORMED);
      }
    }
  }

  @Test
  void exchange_withEndlessBody_isMalformed() {
    for (String head :
        new String[] {
          "HTTP/1.1 200 OK\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n"
        }) {
      ScriptedPeer.Script endless =
          (peer, in, out) -> {
            peer.request(in);
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            writeForever(out, new byte[10_000]);
          };
      try (ScriptedPeer peer = new ScriptedPeer(endless)) {
        assertFailed(transport.exchange(peer.address(), REQUEST), FailureKind.MALFORMED);
      }
    }
  }

  @Test
  void exchange_withEndlessHead_isMalformed() {
    for (String line : new String[] {"A: b\r\n", "x"}) {
      ScriptedPeer.Script endless =
          (peer, in, out) -> {
            peer.request(in);
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            writeForever(out, line.getBytes(StandardCharsets.US_ASCII));
          };
      try (ScriptedPeer peer = new ScriptedPeer(endless)) {
        assertFailed(transport.exchange(peer.address(), REQUEST), FailureKind.MALFORMED);
      }
    }
  }

  private static void writeForever(OutputStream out, byte[] bytes) throws IOException {
    while (true) {
      out.write(bytes);
    }
  }

  @Test
  void exchange_withWhatIsNotHttp_isMalformed() {
    try (ScriptedPeer peer = answering("220 mail.example ESMTP")) {
      Answer<ByteBuffer> answer = transport.exchange(peer.address(), REQUEST);
      assertThat(answer.given()).isEmpty();
    }
  }

  /** SPEC [MS-PCCRR] 3.1.6.1: the exchange is aborted when the request timer expires. */
  @Test
  void exchange_withStalledPeer_timesOut() {
    try (ScriptedPeer peer = new ScriptedPeer((self, in, out) -> self.stall())) {
      assertFailed(impatient.exchange(peer.address(), REQUEST), FailureKind.TIMEOUT);
    }
  }

  @Test
  void exchange_withPeerThatStallsInTheBody_timesOut() {
    ScriptedPeer.Script half =
        (peer, in, out) -> {
          peer.request(in);
          ScriptedPeer.send(out, "HTTP/1.1 200 OK\r\nContent-Length: 40001", BODY);
          peer.stall();
        };
    try (ScriptedPeer peer = new ScriptedPeer(half)) {
      assertFailed(impatient.exchange(peer.address(), REQUEST), FailureKind.TIMEOUT);
    }
  }

  @Test
  void exchange_withPeerThatTrickles_timesOut() {
    // Each byte comes soon after the one before: the whole has to be in time all the same.
    ScriptedPeer.Script trickle =
        (peer, in, out) -> {
          peer.request(in);
          ScriptedPeer.send(
              out, "HTTP/1.1 200 OK\r\nContent-Length: 393220", ByteBuffer.allocate(0));
          for (int i = 0; i < 393_220; i++) {
            out.write(0);
            peer.pause();
          }
        };
    try (ScriptedPeer peer = new ScriptedPeer(trickle)) {
      assertFailed(impatient.exchange(peer.address(), REQUEST), FailureKind.TIMEOUT);
    }
  }

  @Test
  void exchange_withNobody_isRefused() throws IOException {
    // Bound, so that nobody else gets the port, but not listening.
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      InetSocketAddress nobody = (InetSocketAddress) bound.getLocalSocketAddress();
      assertFailed(transport.exchange(nobody, REQUEST), FailureKind.REFUSED);
    }
  }

  @Test
  void close_endsWhatIsUnderWay() {
    RetrievalTransport closing = transport;
    ScriptedPeer.Script whileClosing =
        (peer, in, out) -> {
          peer.request(in);
          closing.close();
          peer.stall();
        };
    try (ScriptedPeer peer = new ScriptedPeer(whileClosing)) {
      assertFailed(closing.exchange(peer.address(), REQUEST), FailureKind.REFUSED);
      assertFailed(closing.exchange(peer.address(), REQUEST), FailureKind.REFUSED);
    }
  }

  /** SPEC [MS-PCCRR] 3.1.2: 2 seconds by default. */
  @Test
  void create_usualSettings_areThoseOfTheSpecification() {
    assertThat(HttpTransportSettings.DEFAULT.requestTimeout()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void create_withInvalidSettings_saysWhich() {
    HttpTransportSettings usual = HttpTransportSettings.DEFAULT;
    assertThatThrownBy(() -> usual.withRequestTimeout(Duration.ZERO))
        .hasMessageStartingWith("requestTimeout PT0S is not between");
    assertThatThrownBy(
            () ->
                new HttpTransportSettings(
                    usual.connectTimeout(), usual.requestTimeout(), usual.idleTimeout(), -1))
        .hasMessage("maxIdlePerPeer -1 is less than 0");
  }
}
