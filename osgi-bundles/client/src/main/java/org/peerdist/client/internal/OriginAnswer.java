package org.peerdist.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The head of an answer, and the body on its way.
 *
 * @param url where it came from, after redirects
 * @param status the HTTP status
 * @param headers the header fields, names in lower case, repeated fields joined by commas
 * @param body the body
 */
record OriginAnswer(URI url, int status, Map<String, String> headers, InputStream body)
    implements AutoCloseable {
  /** POLICY: no larger number is a length. */
  private static final int DIGITS = 18;

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The declared length of the body. */
  OptionalLong length() {
    return header("Content-Length").map(OriginAnswer::number).orElse(OptionalLong.empty());
  }

  Validators validators() {
    return new Validators(header("ETag"), header("Last-Modified"));
  }

  /** Whether the body is content information. */
  boolean isPeerDist() {
    return header("Content-Encoding")
        .map(String::strip)
        .filter("peerdist"::equalsIgnoreCase)
        .isPresent();
  }

  /** A parameter of one of the PeerDist header fields. */
  Optional<String> parameter(String header, String name) {
    for (String part : header(header).orElse("").split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals >= 0 && part.substring(0, equals).strip().equalsIgnoreCase(name)) {
        return Optional.of(part.substring(equals + 1).strip());
      }
    }
    return Optional.empty();
  }

  /** Reads a decimal number. */
  static OptionalLong number(String text) {
    String digits = text.strip();
    boolean valid =
        !digits.isEmpty()
            && digits.length() <= DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return valid ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      // The connection is gone, which is all that is wanted.
    }
  }
}
