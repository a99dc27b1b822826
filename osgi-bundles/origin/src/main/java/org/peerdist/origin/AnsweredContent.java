package org.peerdist.origin;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.peerdist.content.ContentRange;
import org.peerdist.hashgen.FileIdentity;
import org.peerdist.hashgen.PublicationKey;

/**
 * Which bytes of which content a response is about to bring, by what its header fields say.
 *
 * @param range the bytes
 * @param totalLength the length of the whole content, 1 or more
 * @param etag the entity tag, or an empty text
 * @param lastModified the date of the last modification, or an empty text
 * @param contentType the media type, or an empty text
 */
public record AnsweredContent(
    ContentRange range, long totalLength, String etag, String lastModified, String contentType) {

  /** POLICY: the resolution of Last-Modified, and as much again. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  static boolean hasValidator(HeaderFields fields) {
    return fields.get("ETag") != null || fields.get("Last-Modified") != null;
  }

  /**
   * Reads the header fields.
   *
   * @param partial whether the status is 206 (Partial Content)
   * @param length the length of the body, or less than 1 if it is empty or not known
   * @return nothing if they do not say exactly which bytes follow
   */
  static Optional<AnsweredContent> of(HeaderFields fields, boolean partial, long length) {
    if (length < 1) {
      return Optional.empty();
    }
    ContentRange range = ContentRange.ofLength(0, length);
    long total = length;
    if (partial) {
      // Parts of several ranges have no Content-Range of their own.
      String text = Objects.requireNonNullElse(fields.get("Content-Range"), "");
      Matcher form = CONTENT_RANGE.matcher(text);
      if (!form.matches()) {
        return Optional.empty();
      }
      long start = Long.parseLong(form.group(1));
      long end = Long.parseLong(form.group(2)) + 1;
      total = Long.parseLong(form.group(3));
      if (end - start != length || end > total) {
        return Optional.empty();
      }
      range = ContentRange.ofEnd(start, end);
    }
    return Optional.of(
        new AnsweredContent(
            range,
            total,
            text(fields, "ETag"),
            text(fields, "Last-Modified"),
            text(fields, "Content-Type")));
  }

  private static String text(HeaderFields fields, String name) {
    return Objects.requireNonNullElse(fields.get(name), "");
  }

  boolean isWhole() {
    return range.length() == totalLength;
  }

  /** What identifies the whole content as far as HTTP says. */
  PublicationKey key(String resource) {
    return PublicationKey.ofResponse(resource, etag, lastModified, contentType, totalLength);
  }

  /** Whether a file can be the whole content: same length, same second. */
  boolean canBe(FileIdentity file) {
    return file.size() == totalLength
        && (lastModified.isEmpty()
            || date()
                .map(file.modified().toInstant().truncatedTo(ChronoUnit.SECONDS)::equals)
                .orElse(false));
  }

  /**
   * Whether the validators tell the bytes that are read from now on from all bytes that the
   * resource may have later. A strong entity tag always does; a date with a resolution of seconds
   * only when these seconds have passed, and a weak tag only together with such a date.
   */
  boolean isSettled(Instant now) {
    if (!etag.isEmpty() && !etag.startsWith("W/")) {
      return true;
    }
    return date().map(date -> !now.isBefore(date.plus(SETTLED))).orElse(false);
  }

  private Optional<Instant> date() {
    try {
      return lastModified.isEmpty()
          ? Optional.empty()
          : Optional.of(
              ZonedDateTime.parse(lastModified, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
