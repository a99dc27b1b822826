package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerdist.client.DownloadException;

class RetriesTest {
  private static final long SECOND = 1_000_000_000L;
  private final IOException lost = new IOException("no connection");

  private long now = -7 * SECOND;
  private final Retries retries = withPatience(Duration.ofSeconds(60));

  private Retries withPatience(Duration patience) {
    return new Retries(patience, OriginContent::isRecoverable, () -> now, new SplittableRandom(1));
  }

  /** Fails, and lets the pause pass. */
  private long fail() throws IOException {
    long pause = retries.failed(lost);
    now += pause;
    return pause;
  }

  private static OriginBusyException busy(Map<String, String> headers) {
    try {
      OriginBusyException.check(ScriptedOrigin.status(503, headers), ScriptedOrigin.URL);
      throw new AssertionError("no exception");
    } catch (OriginBusyException e) {
      return e;
    }
  }

  @Test
  void failed_againAndAgain_growsToFiveSecondsAndIsGivenUpAfterAMinute() throws IOException {
    List<Long> pauses = new ArrayList<>();
    long start = now;
    assertThatThrownBy(
            () -> {
              while (true) {
                pauses.add(fail());
              }
            })
        .isInstanceOf(DownloadException.class)
        .hasMessage("no connection; it was tried again for 60 s")
        .hasCause(lost);
    assertThat(now - start).isEqualTo(60 * SECOND);
    assertThat(pauses).hasSizeBetween(16, 26);
    long most = SECOND / 10;
    for (long pause : pauses.subList(0, pauses.size() - 1)) {
      assertThat(pause).isBetween(most / 2, most);
      most = Math.min(most * 2, 5 * SECOND);
    }
  }

  @Test
  void failed_sameMoments_differFromClientToClient() throws IOException {
    Retries other =
        new Retries(
            Duration.ofSeconds(60),
            OriginContent::isRecoverable,
            () -> now,
            new SplittableRandom(2));
    assertThat(retries.failed(lost)).isNotEqualTo(other.failed(lost));
  }

  @Test
  void failed_severalConnectionsAtOnce_countAsOne() throws IOException {
    long pause = retries.failed(lost);
    now += pause / 4;
    assertThat(retries.failed(lost)).isEqualTo(pause - pause / 4);
    now += pause - pause / 4;
    assertThat(retries.failed(lost)).isBetween(SECOND / 10, SECOND / 5);
  }

  @Test
  void gaveSomething_startsAgain() throws IOException {
    for (int i = 0; i < 10; i++) {
      fail();
    }
    retries.gaveSomething();
    assertThat(retries.isLost()).isFalse();
    assertThat(retries.left()).isZero();
    now += 100 * SECOND;
    assertThat(fail()).isLessThanOrEqualTo(SECOND / 10);
  }

  @Test
  void gotSomething_fromPeers_isNoReasonToGiveUp() throws IOException {
    for (int i = 0; i < 100; i++) {
      fail();
      retries.gotSomething();
    }
    assertThat(retries.failed(lost)).isGreaterThanOrEqualTo(5 * SECOND / 2);
    assertThat(retries.isLost()).isTrue();
    assertThat(retries.left()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void failed_withoutPatience_isFinal() {
    assertThatThrownBy(() -> withPatience(Duration.ZERO).failed(lost)).isSameAs(lost);
  }

  @Test
  void failed_whereTryingAgainMakesNoSense_isFinal() {
    DownloadException refused = new DownloadException("the origin answered 404");
    assertThatThrownBy(() -> retries.failed(refused)).isSameAs(refused);
    ContentChangedException changed = new ContentChangedException("other bytes");
    assertThatThrownBy(() -> retries.failed(changed)).isSameAs(changed);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "' 7 ', 7",
    "60, 60",
    "'Wed, 25 Nov 2026 10:00:09 GMT', 9",
    "0, 0",
    "'Wed, 25 Nov 2026 09:00:00 GMT', 0",
    "soon, 0",
    "-5, 0"
  })
  void failed_busyOrigin_isLeftAloneAsItWants(String value, long seconds) throws IOException {
    Map<String, String> headers =
        Map.of("retry-after", value, "date", "Wed, 25 Nov 2026 10:00:00 GMT");
    long pause = retries.failed(busy(headers));
    assertThat(pause).isBetween(seconds * SECOND, Math.max(seconds * SECOND, SECOND / 10));
  }

  @Test
  void failed_busyOriginNamesADateWithoutItsOwn_pausesAsUsual() throws IOException {
    long pause = retries.failed(busy(Map.of("retry-after", "Wed, 25 Nov 2026 10:00:09 GMT")));
    assertThat(pause).isLessThanOrEqualTo(SECOND / 10);
  }

  @ParameterizedTest
  @CsvSource({"61", "999999999999999999"})
  void failed_busyOriginWantsMoreThanThereIs_isFinal(String seconds) {
    assertThatThrownBy(() -> retries.failed(busy(Map.of("retry-after", seconds))))
        .isInstanceOf(DownloadException.class)
        .hasMessage(
            "the origin answered 503 for http://origin.test/file, and wants to be asked again after "
                + seconds
                + " s");
  }

  /** Or an origin that takes the connection and is silent would be waited for much longer. */
  @Test
  void patienceOfTry_isWhatIsLeft() throws IOException {
    assertThat(retries.patienceOfTry()).isEqualTo(OriginTransport.USUAL);
    long pause = retries.failed(lost);
    assertThat(retries.patienceOfTry()).isEqualTo(Duration.ofSeconds(60));
    now += 50 * SECOND;
    assertThat(retries.patienceOfTry()).isEqualTo(Duration.ofSeconds(10));
    now += 10 * SECOND;
    assertThat(retries.patienceOfTry()).as("the last try").isEqualTo(Duration.ofSeconds(1));
    retries.gaveSomething();
    assertThat(retries.patienceOfTry()).isEqualTo(OriginTransport.USUAL);
    assertThat(pause).isPositive();
  }

  @Test
  void await_ofAClockThatLeaps_ends() throws InterruptedException {
    Retries leaping =
        new Retries(
            Duration.ofSeconds(60),
            OriginContent::isRecoverable,
            () -> now += SECOND,
            new SplittableRandom(1));
    leaping.await(5 * SECOND);
    assertThat(now).isGreaterThanOrEqualTo(-2 * SECOND);
  }
}
