package org.peerdist.launcher;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.peerdist.client.DownloadReason;
import org.peerdist.client.DownloadReport;
import org.peerdist.launcher.internal.ByteText;

/** Says where a download came from. */
final class GetReport {
  private GetReport() {}

  static void writeJson(DownloadReport report, OutputStream out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringField("url", report.url().toString());
      json.writeNumberField("bytes", report.bytes());
      json.writeStringField("sha256", report.sha256().orElse(null));
      json.writeNumberField("fromCache", report.fromCache());
      json.writeNumberField("fromPeers", report.fromPeers());
      json.writeNumberField("fromHostedCache", report.fromHostedCache());
      json.writeNumberField("fromOrigin", report.fromOrigin());
      json.writeNumberField("hashBytes", report.hashBytes());
      json.writeNumberField("peersUsed", report.peersUsed());
      json.writeNumberField("seconds", BigDecimal.valueOf(report.time().toMillis(), 3));
      json.writeNumberField("resumed", report.resumed());
      json.writeObjectFieldStart("peers");
      for (Map.Entry<String, Long> peer : new TreeMap<>(report.peerBytes()).entrySet()) {
        json.writeNumberField(peer.getKey(), peer.getValue());
      }
      json.writeEndObject();
      writeReasons(report, json);
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writeReasons(DownloadReport report, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("why");
    for (DownloadReason reason : report.why()) {
      json.writeStartObject();
      json.writeStringField("reason", reason.code());
      json.writeStringField("text", reason.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The reasons in a line for people, if there are any. */
  static Optional<String> why(DownloadReport report) {
    return report.why().isEmpty()
        ? Optional.empty()
        : Optional.of(
            report.why().stream().map(DownloadReason::text).collect(Collectors.joining(". ")));
  }

  /** The same in a line for people. */
  static String text(DownloadReport report) {
    List<String> sources = new ArrayList<>();
    add(sources, report.resumed(), "there already");
    add(sources, report.fromCache(), "from the own cache");
    add(sources, report.fromPeers(), "from peers");
    add(sources, report.fromHostedCache(), "from the hosted cache");
    add(sources, report.fromOrigin(), "from the origin");
    double seconds = report.time().toMillis() / 1e3;
    return String.format(
        Locale.ROOT,
        "%s in %.1f s: %s",
        ByteText.of((double) (report.bytes() + report.resumed())),
        seconds,
        sources.isEmpty() ? "empty" : String.join(", ", sources));
  }

  private static void add(List<String> sources, long bytes, String source) {
    if (bytes > 0) {
      sources.add(ByteText.of((double) bytes) + " " + source);
    }
  }
}
