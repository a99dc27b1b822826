package org.peerdist.jetty.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A page that shows a board, and the same for programs, for any HTTP server to give out. What it
 * consists of names each other by relative paths. Safe for use by many threads.
 */
public final class StatusPage {
  /** How often to take a {@linkplain #sample sample}, in seconds. */
  public static final int SECONDS = StatusHistory.SECONDS;

  /** The Content-Security-Policy of its answers: nothing of it comes from elsewhere. */
  public static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self'";

  private static final Map<String, Content> FILES =
      Map.of(
          "", file("status.html", "text/html;charset=utf-8"),
          "status.css", file("status.css", "text/css;charset=utf-8"),
          "status.svg", file("status.svg", "image/svg+xml"),
          "status.js", file("status.js", "text/javascript;charset=utf-8"));

  private StatusBoard board;
  private StatusHistory history;

  /**
   * A part of the page.
   *
   * @param type its media type
   * @param body its bytes
   */
  public record Content(String type, ByteBuffer body) {}

  /**
   * Shows a board.
   *
   * @param board what to show, complete
   */
  public StatusPage(StatusBoard board) {
    this.board = board;
    this.history = new StatusHistory(board.charts());
  }

  private static Content file(String name, String type) {
    try (InputStream in = StatusPage.class.getResourceAsStream(name)) {
      return new Content(type, ByteBuffer.wrap(in.readAllBytes()).asReadOnlyBuffer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Shows another board from now on. Charts of numbers that were on the last one go on.
   *
   * @param next what to show, complete
   */
  public synchronized void show(StatusBoard next) {
    history = new StatusHistory(next.charts(), history);
    board = next;
  }

  /** Remembers what the numbers are now, for the charts. */
  public synchronized void sample() {
    history.sample();
  }

  /**
   * What is at a path.
   *
   * @param name the path below that of the page; empty for the page itself
   * @param withTables whether to tell what names paths and machines
   * @return nothing if nothing is there
   */
  public Optional<Content> find(String name, boolean withTables) {
    return switch (name) {
      case "status.json" -> Optional.of(text("application/json", json(withTables)));
      case "metrics" ->
          Optional.of(
              text("text/plain;version=0.0.4;charset=utf-8", StatusFormats.prometheus(shown())));
      default ->
          Optional.ofNullable(FILES.get(name))
              .map(file -> new Content(file.type(), file.body().duplicate()));
    };
  }

  /**
   * All that there is, for scripts.
   *
   * @return what {@code status.json} has, with what names paths and machines
   */
  public String json() {
    return json(true);
  }

  /**
   * What there is to read, line by line, without tables and charts.
   *
   * @return a text for people
   */
  public String text() {
    return StatusFormats.text(shown());
  }

  private synchronized StatusBoard shown() {
    return board;
  }

  private synchronized String json(boolean withTables) {
    return StatusFormats.json(board, history, withTables);
  }

  private static Content text(String type, String text) {
    return new Content(type, StandardCharsets.UTF_8.encode(text));
  }
}
