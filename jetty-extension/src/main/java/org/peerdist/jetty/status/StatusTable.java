package org.peerdist.jetty.status;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * What happened last, in lines. Such lists may name paths, files and machines: only those who look
 * from the machine itself get them, whoever may see the rest.
 *
 * @param title what the lines are
 * @param empty what to say if there are none
 * @param columns the names of the columns
 * @param lines gives the lines, each with a cell for each column; asked for on the threads of the
 *     server, so it must come at once
 */
record StatusTable(
    String title, String empty, List<String> columns, Supplier<List<List<Cell>>> lines) {

  /** What stands in a place of a table. */
  sealed interface Cell {
    /** Words. */
    record Words(String text) implements Cell {}

    /** A number. */
    record Quantity(long value, Meter.Unit unit) implements Cell {}

    /** A moment. */
    record Moment(Instant time) implements Cell {}
  }
}
