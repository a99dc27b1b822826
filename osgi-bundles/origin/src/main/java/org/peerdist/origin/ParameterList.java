package org.peerdist.origin;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The parameters in a header field: names and values with commas between them. */
final class ParameterList {
  /** POLICY: more than this is no list of parameters. */
  private static final int MAX_LENGTH = 1024;

  private ParameterList() {}

  /**
   * Reads the parameters of all fields of one name.
   *
   * <p>INTEROP: names in any case, spaces around commas and equals signs.
   *
   * @return lower-case names and their values, or nothing if this is not a list of parameters, or
   *     names one twice
   */
  static Optional<Map<String, String>> parse(List<String> fields) {
    Map<String, String> parameters = new HashMap<>();
    for (String field : fields) {
      if (field.length() > MAX_LENGTH) {
        return Optional.empty();
      }
      for (String element : field.split(",", -1)) {
        String parameter = element.strip();
        int equals = parameter.indexOf('=');
        if (parameter.isEmpty()) {
          continue; // Lists may have empty elements (RFC 2616 2.1).
        }
        if (equals < 1) {
          return Optional.empty();
        }
        String name = parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        if (parameters.put(name, parameter.substring(equals + 1).strip()) != null) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(parameters);
  }
}
