package org.peerdist.jetty.status;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What there is to see: facts and numbers in sections, in the order in which they were put on. They
 * are asked for whenever somebody looks, on the threads of the server: they must come at once. To
 * be filled by one thread, before somebody looks.
 */
public final class StatusBoard {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z_]*");

  /** A text that may change. */
  record Fact(String section, String label, Supplier<String> value) {}

  private final List<Fact> facts = new ArrayList<>();
  private final List<Meter> meters = new ArrayList<>();
  private final List<Meter> charted = new ArrayList<>();
  private final List<StatusTable> tables = new ArrayList<>();
  private final Set<String> sections = new LinkedHashSet<>();
  private String section = "";

  /** An empty board. */
  public StatusBoard() {
    // Whoever has something to show puts it on.
  }

  /**
   * Begins a section.
   *
   * @param title what the following belongs to
   * @return this
   */
  public StatusBoard section(String title) {
    section = title;
    sections.add(title);
    return this;
  }

  /**
   * Puts on a text.
   *
   * @param label what it tells
   * @param value the text
   * @return this
   */
  public StatusBoard fact(String label, Supplier<String> value) {
    facts.add(new Fact(section, label, value));
    return this;
  }

  /**
   * Puts on a number of things that only grows.
   *
   * @param name for programs, lower case letters and underscores, without a prefix or unit
   * @param label for people
   * @param value the number
   * @return this
   * @throws IllegalArgumentException if the name has other characters, or is there already
   */
  public StatusBoard counter(String name, String label, LongSupplier value) {
    return add(new Meter(section, name, label, Meter.Kind.COUNTER, Meter.Unit.COUNT, value));
  }

  /**
   * Puts on a number of bytes that only grows.
   *
   * @param name as {@link #counter}
   * @param label for people
   * @param value the bytes
   * @return this
   * @throws IllegalArgumentException as {@link #counter}
   */
  public StatusBoard byteCounter(String name, String label, LongSupplier value) {
    return add(new Meter(section, name, label, Meter.Kind.COUNTER, Meter.Unit.BYTES, value));
  }

  /**
   * Puts on a number of things.
   *
   * @param name as {@link #counter}
   * @param label for people
   * @param value the number
   * @return this
   * @throws IllegalArgumentException as {@link #counter}
   */
  public StatusBoard gauge(String name, String label, LongSupplier value) {
    return add(new Meter(section, name, label, Meter.Kind.GAUGE, Meter.Unit.COUNT, value));
  }

  /**
   * Puts on a number of bytes.
   *
   * @param name as {@link #counter}
   * @param label for people
   * @param value the bytes
   * @return this
   * @throws IllegalArgumentException as {@link #counter}
   */
  public StatusBoard byteGauge(String name, String label, LongSupplier value) {
    return add(new Meter(section, name, label, Meter.Kind.GAUGE, Meter.Unit.BYTES, value));
  }

  /**
   * Puts on a number of hundredths.
   *
   * @param name as {@link #counter}
   * @param label for people
   * @param value 0 to 100
   * @return this
   * @throws IllegalArgumentException as {@link #counter}
   */
  public StatusBoard percentGauge(String name, String label, LongSupplier value) {
    return add(new Meter(section, name, label, Meter.Kind.GAUGE, Meter.Unit.PERCENT, value));
  }

  /**
   * Puts on a table of what happened last. Only those see it who look from the machine itself, as
   * it may name paths and machines.
   *
   * @param title what its lines are
   * @param empty what to say if there are none
   * @param columns the names of its columns
   * @param writer writes the lines, with a cell for each column
   * @return this
   */
  public StatusBoard table(
      String title, String empty, List<String> columns, Consumer<TableLines> writer) {
    tables.add(
        new StatusTable(
            title,
            empty,
            columns,
            () -> {
              TableLines lines = new TableLines();
              writer.accept(lines);
              return lines.lines();
            }));
    return this;
  }

  /**
   * Draws a chart of the number that was put on last, over the last hour.
   *
   * @return this
   */
  public StatusBoard charted() {
    charted.add(meters.get(meters.size() - 1));
    return this;
  }

  private StatusBoard add(Meter meter) {
    boolean known = meters.stream().anyMatch(m -> m.exposedName().equals(meter.exposedName()));
    if (known || !NAME.matcher(meter.name()).matches()) {
      throw new IllegalArgumentException(
          "meter '" + meter.name() + "' " + (known ? "is there already" : "is no name"));
    }
    meters.add(meter);
    return this;
  }

  Set<String> sections() {
    return sections;
  }

  List<Fact> facts() {
    return facts;
  }

  List<Meter> meters() {
    return meters;
  }

  List<Meter> charts() {
    return charted;
  }

  List<StatusTable> tables() {
    return tables;
  }
}
