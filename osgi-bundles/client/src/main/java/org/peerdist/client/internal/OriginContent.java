package org.peerdist.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.peerdist.api.ContentOrigin;
import org.peerdist.client.DownloadException;
import org.peerdist.content.ContentRange;

/**
 * One state of one resource of an origin, from which bytes are taken. Safe for use by many threads.
 */
final class OriginContent implements ContentOrigin {
  private final OriginTransport transport;
  private final URI url;
  private final Validators validators;
  private final OptionalLong length;
  private final Consumer<Duration> waiting;
  private volatile boolean ranges = true;

  /**
   * Creates it.
   *
   * @param url where to ask
   * @param validators of the answer that the download started with
   * @param length the length of the content, if it is known
   * @param waiting is told that a delivery waits for the origin
   */
  OriginContent(
      OriginTransport transport,
      URI url,
      Validators validators,
      OptionalLong length,
      Consumer<Duration> waiting) {
    this.waiting = waiting;
    this.transport = transport;
    this.url = url;
    this.validators = validators;
    this.length = length;
  }

  Validators validators() {
    return validators;
  }

  @Override
  public boolean givesRanges() {
    return ranges;
  }

  @Override
  public InputStream open(ContentRange range) throws IOException, InterruptedException {
    return open(range, OriginTransport.USUAL);
  }

  @Override
  public InputStream open(ContentRange range, Duration patience)
      throws IOException, InterruptedException {
    return open(range.start(), OptionalLong.of(range.end()), patience);
  }

  /** Only broken connections are made again. */
  @Override
  public boolean mayRecover(IOException reason) {
    return isRecoverable(reason);
  }

  static boolean isRecoverable(IOException reason) {
    return !(reason instanceof ContentChangedException || reason instanceof DownloadException);
  }

  @Override
  public void waiting(Duration left) {
    waiting.accept(left);
  }

  /**
   * Asks for bytes.
   *
   * @param start the offset of the first byte
   * @param end the offset after the last byte; nothing for all that follow
   * @param patience how long to wait at most until the first byte comes
   * @return the bytes from {@code start} on; more than wanted if the origin gives no ranges
   * @throws ContentChangedException if the origin has other bytes now
   */
  InputStream open(long start, OptionalLong end, Duration patience)
      throws IOException, InterruptedException {
    Map<String, String> headers = PeerDistHeaders.wantContent();
    if (start > 0 || end.isPresent()) {
      headers.put("Range", "bytes=" + start + "-" + (end.isPresent() ? end.getAsLong() - 1 : ""));
      validators.ifRange().ifPresent(tag -> headers.put("If-Range", tag));
    }
    OriginAnswer answer = transport.get(url, headers, patience);
    boolean usable = false;
    try {
      check(answer, start);
      if (answer.status() == 200) {
        ranges = false;
        answer.body().skipNBytes(start);
      }
      usable = true;
      return answer.body();
    } finally {
      if (!usable) {
        answer.close();
      }
    }
  }

  private void check(OriginAnswer answer, long start) throws IOException {
    OriginBusyException.check(answer, url);
    switch (answer.status()) {
      case 200 -> checkLength(answer.length());
      case 206 -> checkRange(answer.header("Content-Range").orElse(""), start);
      case 412, 416 -> throw changed("answered " + answer.status() + " to a range request");
      default ->
          throw new DownloadException(
              "the origin answered " + answer.status() + " to a range request for " + url);
    }
    if (!validators.agreeWith(answer.validators())) {
      throw changed("has another ETag or Last-Modified");
    }
    if (answer
        .header("Content-Encoding")
        .filter(c -> !c.equalsIgnoreCase("identity"))
        .isPresent()) {
      throw new DownloadException("the origin answered a range request with a coding: " + url);
    }
  }

  /** SPEC RFC 9110 14.4: {@code bytes first-last/total}. */
  private void checkRange(String range, long start) throws IOException {
    String expected = "bytes " + start + "-";
    int slash = range.indexOf('/');
    if (!range.regionMatches(true, 0, expected, 0, expected.length()) || slash < 0) {
      throw new DownloadException(
          "the origin answered a range request from " + start + " with '" + range + "': " + url);
    }
    checkLength(OriginAnswer.number(range.substring(slash + 1)));
  }

  private void checkLength(OptionalLong total) throws IOException {
    if (total.isPresent() && length.isPresent() && total.getAsLong() != length.getAsLong()) {
      throw changed("is now " + total.getAsLong() + " bytes long");
    }
  }

  private ContentChangedException changed(String how) {
    return new ContentChangedException(url + " " + how);
  }
}
