package org.peerdist.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.peerdist.api.SourceKind;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.PeerAnswer.Failure;
import org.peerdist.client.PeersAsked;
import org.peerdist.client.PlainReason;

final class GetReportTest {
  private static final DownloadReport REPORT =
      new DownloadReport(
          URI.create("http://origin.example/data"),
          7_000,
          500,
          Optional.of("ab"),
          1_000,
          2_000,
          3_000,
          1_000,
          150,
          Map.of("192.0.2.2:1337", 1_500L, "192.0.2.1:1337", 500L),
          Duration.ofMillis(1_234),
          List.of(
              PlainReason.CONTENT_CHANGED,
              new PeersAsked(
                  SourceKind.DISCOVERED_PEER,
                  12,
                  3,
                  Map.of(Failure.CORRUPT, List.of("192.0.2.9:1337")))));

  @Test
  void writeJson_isOneObjectInALine() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GetReport.writeJson(REPORT, out);

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            "{\"url\":\"http://origin.example/data\",\"bytes\":7000,\"sha256\":\"ab\","
                + "\"fromCache\":1000,\"fromPeers\":2000,\"fromHostedCache\":3000,"
                + "\"fromOrigin\":1000,\"hashBytes\":150,\"peersUsed\":2,\"seconds\":1.234,"
                + "\"resumed\":500,\"peers\":{\"192.0.2.1:1337\":500,\"192.0.2.2:1337\":1500},"
                + "\"why\":[{\"reason\":\"contentChanged\","
                + "\"text\":\"the content changed during the download\"},"
                + "{\"reason\":\"peersAnswered\",\"text\":"
                + "\"12 peers answered, 3 had it; 1 dropped: bad block (192.0.2.9:1337)\"}]}\n");
  }

  @Test
  void text_namesTheSourcesThatGaveSomething() {
    assertThat(GetReport.text(REPORT))
        .isEqualTo(
            "7.3 KiB in 1.2 s: 500 B there already, 1000 B from the own cache, 2.0 KiB from peers,"
                + " 2.9 KiB from the hosted cache, 1000 B from the origin");
  }

  @Test
  void why_isOneLine() {
    assertThat(GetReport.why(REPORT))
        .contains(
            "the content changed during the download."
                + " 12 peers answered, 3 had it; 1 dropped: bad block (192.0.2.9:1337)");
  }
}
