package org.peerdist.jetty.status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.peerdist.jetty.status.StatusTable.Cell;

/** Writes a board for programs. */
final class StatusFormats {
  private static final JsonFactory JSON = new JsonFactory();

  private StatusFormats() {}

  /**
   * All that there is, for the page and for scripts.
   *
   * @param withTables whether to tell what tables have
   */
  static String json(StatusBoard board, StatusHistory history, boolean withTables) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("sections");
      for (String section : board.sections()) {
        writeSection(json, board, section);
      }
      json.writeEndArray();
      writeCharts(json, history);
      json.writeArrayFieldStart("tables");
      for (StatusTable table : withTables ? board.tables() : List.<StatusTable>of()) {
        writeTable(json, table);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void writeSection(JsonGenerator json, StatusBoard board, String section)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("title", section);
    json.writeArrayFieldStart("entries");
    for (StatusBoard.Fact fact : board.facts()) {
      if (fact.section().equals(section)) {
        json.writeStartObject();
        json.writeStringField("label", fact.label());
        json.writeStringField("text", fact.value().get());
        json.writeEndObject();
      }
    }
    for (Meter meter : board.meters()) {
      if (meter.section().equals(section)) {
        json.writeStartObject();
        json.writeStringField("label", meter.label());
        writeMeter(json, meter);
        json.writeNumberField("value", meter.value().getAsLong());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeMeter(JsonGenerator json, Meter meter) throws IOException {
    json.writeStringField("name", meter.name());
    json.writeStringField("unit", lower(meter.unit()));
  }

  private static void writeCharts(JsonGenerator json, StatusHistory history) throws IOException {
    json.writeNumberField("seconds", StatusHistory.SECONDS);
    json.writeArrayFieldStart("charts");
    for (Meter meter : history.meters()) {
      json.writeStartObject();
      json.writeStringField("label", meter.section() + ": " + meter.label());
      writeMeter(json, meter);
      json.writeNumberField("value", meter.value().getAsLong());
      json.writeFieldName("values");
      long[] values = history.of(meter);
      json.writeArray(values, 0, values.length);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeTable(JsonGenerator json, StatusTable table) throws IOException {
    json.writeStartObject();
    json.writeStringField("title", table.title());
    json.writeStringField("empty", table.empty());
    json.writeArrayFieldStart("columns");
    for (String column : table.columns()) {
      json.writeString(column);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("lines");
    for (List<Cell> line : table.lines().get()) {
      json.writeStartArray();
      for (Cell cell : line) {
        writeCell(json, cell);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeCell(JsonGenerator json, Cell cell) throws IOException {
    json.writeStartObject();
    if (cell instanceof Cell.Words words) {
      json.writeStringField("text", words.text());
    } else if (cell instanceof Cell.Quantity number) {
      json.writeStringField("unit", lower(number.unit()));
      json.writeNumberField("value", number.value());
    } else if (cell instanceof Cell.Moment moment) {
      json.writeStringField("time", moment.time().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    json.writeEndObject();
  }

  /** Facts and numbers, section by section, for people. */
  static String text(StatusBoard board) {
    StringBuilder text = new StringBuilder();
    for (String section : board.sections()) {
      text.append(section).append('\n');
      for (StatusBoard.Fact fact : board.facts()) {
        if (fact.section().equals(section)) {
          addLine(text, fact.label(), fact.value().get());
        }
      }
      for (Meter meter : board.meters()) {
        if (meter.section().equals(section)) {
          String unit = meter.unit() == Meter.Unit.COUNT ? "" : " " + lower(meter.unit());
          addLine(text, meter.label(), meter.value().getAsLong() + unit);
        }
      }
    }
    return text.toString();
  }

  private static void addLine(StringBuilder text, String label, String value) {
    text.append("  ").append(label).append(": ").append(value).append('\n');
  }

  /** The text format of Prometheus, version 0.0.4. */
  static String prometheus(StatusBoard board) {
    StringBuilder text = new StringBuilder();
    for (Meter meter : board.meters()) {
      String name = meter.exposedName();
      String help = meter.section() + ": " + meter.label();
      text.append("# HELP ").append(name).append(' ').append(escape(help)).append('\n');
      text.append("# TYPE ").append(name).append(' ').append(lower(meter.kind())).append('\n');
      text.append(name).append(' ').append(meter.value().getAsLong()).append('\n');
    }
    return text.toString();
  }

  private static String escape(String help) {
    return help.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
