package org.peerdist.jetty.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.peerdist.jetty.status.StatusTable.Cell;

/** The lines of a table, written cell by cell. For one thread. */
public final class TableLines {
  private final List<List<Cell>> lines = new ArrayList<>();

  TableLines() {}

  /**
   * Begins a line.
   *
   * @return this
   */
  public TableLines line() {
    lines.add(new ArrayList<>());
    return this;
  }

  /**
   * Adds words to the line.
   *
   * @param text the words
   * @return this
   */
  public TableLines words(String text) {
    return add(new Cell.Words(text));
  }

  /**
   * Adds a number of things to the line.
   *
   * @param value the number
   * @return this
   */
  public TableLines count(long value) {
    return add(new Cell.Quantity(value, Meter.Unit.COUNT));
  }

  /**
   * Adds a number of bytes to the line.
   *
   * @param value the bytes
   * @return this
   */
  public TableLines bytes(long value) {
    return add(new Cell.Quantity(value, Meter.Unit.BYTES));
  }

  /**
   * Adds a time span to the line.
   *
   * @param time the span
   * @return this
   */
  public TableLines span(Duration time) {
    return add(new Cell.Quantity(time.toMillis(), Meter.Unit.MILLISECONDS));
  }

  /**
   * Adds a moment to the line.
   *
   * @param time the moment
   * @return this
   */
  public TableLines moment(Instant time) {
    return add(new Cell.Moment(time));
  }

  private TableLines add(Cell cell) {
    lines.get(lines.size() - 1).add(cell);
    return this;
  }

  List<List<Cell>> lines() {
    return lines;
  }
}
