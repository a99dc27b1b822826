package org.peerdist.jetty.status;

import java.util.function.LongSupplier;

/**
 * A number that changes.
 *
 * @param section what it belongs to, as people call it
 * @param name its name for programs, of lower case letters and underscores
 * @param label its name for people
 * @param kind how it changes
 * @param unit of what it is a number
 * @param value what it is now
 */
record Meter(String section, String name, String label, Kind kind, Unit unit, LongSupplier value) {
  /** How a number changes. */
  enum Kind {
    /** It only grows, until the program starts anew. */
    COUNTER,
    /** It grows and shrinks. */
    GAUGE
  }

  /** Of what it is a number. */
  enum Unit {
    /** Of things that the name tells. */
    COUNT,
    /** Of bytes. */
    BYTES,
    /** Of hundredths. */
    PERCENT,
    /** Of thousandths of a second. */
    MILLISECONDS
  }

  /** Its name by the conventions of Prometheus: with the unit, and counters with their kind. */
  String exposedName() {
    String suffix =
        switch (unit) {
          case COUNT -> "";
          case BYTES -> "_bytes";
          case PERCENT -> "_percent";
          case MILLISECONDS -> "_milliseconds";
        };
    String withUnit = name.endsWith(suffix) ? name : name + suffix;
    return "peerdist_" + withUnit + (kind == Kind.COUNTER ? "_total" : "");
  }
}
