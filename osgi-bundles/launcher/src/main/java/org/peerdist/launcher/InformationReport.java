package org.peerdist.launcher;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.Segment;

/** Writes out what content information says, segment by segment. */
final class InformationReport {
  private InformationReport() {}

  static void writeJson(ContentInformation information, OutputStream out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeNumberField("version", information.version().number());
      json.writeStringField("hash", information.algorithm().label());
      json.writeNumberField("start", information.range().start());
      json.writeNumberField("length", information.range().length());
      json.writeArrayFieldStart("segments");
      for (Segment segment : information.segments()) {
        writeSegment(segment, json);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writeSegment(Segment segment, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("offset", segment.range().start());
    json.writeNumberField("length", segment.length());
    json.writeStringField("hashOfData", segment.hashOfData().value().toHex());
    json.writeStringField("secret", segment.secret().value().toHex());
    json.writeStringField("id", segment.id().value().toHex());
    json.writeArrayFieldStart("blocks");
    for (int i = 0; i < segment.listedBlockCount(); i++) {
      json.writeStartObject();
      json.writeNumberField("index", i);
      json.writeNumberField("offset", segment.blockRange(i).start());
      json.writeNumberField("length", segment.blockRange(i).length());
      json.writeStringField("hash", segment.blockHash(i).value().toHex());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** The same for people; leaves out the secrets, and the hashes of blocks. */
  static void writeText(ContentInformation information, OutputStream out) throws IOException {
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    text.write("version   " + information.version().number() + "\n");
    text.write("hash      " + information.algorithm().label() + "\n");
    text.write("content   " + information.range() + "\n");
    text.write("segments  " + information.segments().size() + "\n\n");
    text.write(String.format("%16s %9s %6s  %s\n", "offset", "length", "blocks", "id"));
    for (Segment segment : information.segments()) {
      text.write(
          String.format(
              "%16d %9d %6d  %s\n",
              segment.range().start(),
              segment.length(),
              segment.listedBlockCount(),
              segment.id().value().toHex()));
    }
    text.flush();
  }
}
