package org.peerdist.client.internal;

import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/** An origin that is there, or a proxy in front of it, can't answer now, but may soon. */
final class OriginBusyException extends IOException {
  private static final long serialVersionUID = 1;

  /** In seconds; -1 if it was not said. */
  private final long retryAfter;

  private OriginBusyException(String message, long retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /** Throws one, if an answer says so. */
  static void check(OriginAnswer answer, URI url) throws OriginBusyException {
    int status = answer.status();
    // RFC 9110 15.6.3 to 15.6.5: a restarting origin behind a proxy is any of them.
    if (status == 502 || status == 503 || status == 504) {
      throw new OriginBusyException(
          "the origin answered " + status + " for " + url, wanted(answer).orElse(-1));
    }
  }

  /** SPEC RFC 9110 10.2.3: seconds, or a date, which is held against the date of the answer. */
  private static OptionalLong wanted(OriginAnswer answer) {
    Optional<String> value = answer.header("Retry-After");
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong seconds = OriginAnswer.number(value.get());
    if (seconds.isPresent()) {
      return seconds;
    }
    Optional<Instant> until = value.flatMap(OriginBusyException::date);
    Optional<Instant> now = answer.header("Date").flatMap(OriginBusyException::date);
    return until.isPresent() && now.isPresent()
        ? OptionalLong.of(Math.max(0, Duration.between(now.get(), until.get()).toSeconds()))
        : OptionalLong.empty();
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip(), Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** How many seconds it wants to be left alone, if it said so. */
  OptionalLong retryAfter() {
    return retryAfter < 0 ? OptionalLong.empty() : OptionalLong.of(retryAfter);
  }
}
