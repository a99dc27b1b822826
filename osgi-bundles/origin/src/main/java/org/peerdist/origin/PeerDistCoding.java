package org.peerdist.origin;

import java.util.List;
import java.util.Locale;

/** The name of the coding, and what {@code Accept-Encoding} says about it. */
enum PeerDistCoding {
  /** The client names it. */
  ACCEPTED,
  /** The client names it to refuse it. */
  REFUSED,
  /** The client does not name it. POLICY: {@code *} does not name it. */
  ABSENT;

  static final String NAME = "peerdist";

  /** Reads all fields {@code Accept-Encoding} (RFC 9110 12.5.3). */
  static PeerDistCoding of(List<String> fields) {
    for (String field : fields) {
      for (String element : field.split(",", -1)) {
        String[] parts = element.split(";", -1);
        if (parts[0].strip().equalsIgnoreCase(NAME)) {
          return isRefused(parts) ? REFUSED : ACCEPTED;
        }
      }
    }
    return ABSENT;
  }

  private static boolean isRefused(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].replace(" ", "").replace("\t", "").toLowerCase(Locale.ROOT);
      if (parameter.startsWith("q=")) {
        // A weight of nonsense is none that says yes.
        return !parameter.matches("q=(1(\\.0{0,3})?|0\\.\\d{1,3})")
            || parameter.matches("q=0\\.0{1,3}");
      }
    }
    return false;
  }
}
